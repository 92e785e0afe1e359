-- Whose request it is and whom it names, so that what is held about a person is found by their
-- address (core/holdings). wanted_email: the new contact's, lower case; '' in other requests.
ALTER TABLE change_requests ADD COLUMN wanted_email TEXT NOT NULL DEFAULT '';
UPDATE change_requests SET wanted_email =
  lower(coalesce(wanted_values::json ->> 'email', '')) WHERE kind = 'contact';
CREATE INDEX change_requests_by_wanted_email
  ON change_requests (wanted_email, created_at, id);
CREATE INDEX change_requests_by_maker ON change_requests (made_by, created_at, id);
CREATE INDEX change_requests_by_other ON change_requests (other_id, created_at, id);
