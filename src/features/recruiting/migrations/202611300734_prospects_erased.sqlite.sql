-- When what a prospect held of people went (core/retention): '' since its last touch; and whose
-- address stands in a row of a list (core/holdings), lower case, '' where there is none.
ALTER TABLE prospects ADD COLUMN people_erased_on TEXT NOT NULL DEFAULT '';
CREATE INDEX prospects_to_erase ON prospects (id, updated_at)
  WHERE people_erased_on = '' AND organisation_id = ''
    AND stage IN ('candidate', 'approached', 'invited', 'lost');
ALTER TABLE prospect_import_rows ADD COLUMN contact_email TEXT NOT NULL DEFAULT '';
UPDATE prospect_import_rows SET contact_email =
  lower(coalesce(json_extract(typed, '$.contact_email'), ''));
CREATE INDEX prospect_import_rows_by_contact_email
  ON prospect_import_rows (contact_email, import_id, line) WHERE contact_email <> '';
