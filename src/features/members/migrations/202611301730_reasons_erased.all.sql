-- Reasons of merges and of changes are free words that may name a person: they go with the people
-- of a member that left (core/retention), also of those that went before this was so.
UPDATE merges SET reason = '' WHERE state = 'final';
UPDATE merges SET reason = '', snapshot = '{}'
 WHERE state = 'undone' AND EXISTS (SELECT 1 FROM organisations o
   WHERE (o.id = merges.kept_id OR o.id = merges.gone_id) AND o.state IN ('withdrawn', 'merged')
     AND o.people_erased_on <> '' AND o.people_erased_on >= o.left_on);
UPDATE field_changes SET reason = ''
 WHERE reason <> '' AND organisation_id IN (SELECT o.id FROM organisations o
   WHERE o.state IN ('withdrawn', 'merged') AND o.people_erased_on <> ''
     AND o.people_erased_on >= o.left_on);
