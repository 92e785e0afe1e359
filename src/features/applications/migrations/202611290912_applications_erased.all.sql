-- When the personal data of an application that did not become a member went (core/retention).
ALTER TABLE applications ADD COLUMN people_erased_on TEXT NOT NULL DEFAULT '';
CREATE INDEX applications_to_erase ON applications (id)
  WHERE people_erased_on = '' AND state IN ('declined', 'withdrawn');
