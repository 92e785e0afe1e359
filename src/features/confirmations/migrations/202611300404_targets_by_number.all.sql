-- Targets stand in the order of their members' numbers, not of the text: K9999 before K10000, as
-- the registry does (member_no_key: 487 of K0487, 0 outside that series). Every order of the list
-- has an index, also "by mail" without a state.
ALTER TABLE confirmation_targets ADD COLUMN member_no_key BIGINT NOT NULL DEFAULT 0;
UPDATE confirmation_targets SET member_no_key = CAST(substr(member_no, 2) AS BIGINT)
  WHERE substr(member_no, 1, 1) = 'K' AND length(member_no) BETWEEN 2 AND 10
  AND ltrim(substr(member_no, 2), '0123456789') = '';
DROP INDEX confirmation_targets_by_no;
DROP INDEX confirmation_targets_by_answer;
DROP INDEX confirmation_targets_by_state;
CREATE INDEX confirmation_targets_by_no
  ON confirmation_targets (round_id, member_no_key, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_answer
  ON confirmation_targets (round_id, state, member_no_key, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_state
  ON confirmation_targets (round_id, state, has_mail, member_no_key, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_mail
  ON confirmation_targets (round_id, has_mail, member_no_key, member_no, organisation_id);
