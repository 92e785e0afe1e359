-- The day on which the member that came of an application left: what the application says of people
-- goes a year after it (core/retention). Follows the registry by a job of every night.
ALTER TABLE applications ADD COLUMN member_left_on TEXT NOT NULL DEFAULT '';
CREATE INDEX applications_of_members ON applications (id)
  WHERE people_erased_on = '' AND state = 'registered';
CREATE INDEX applications_of_left_members ON applications (id)
  WHERE people_erased_on = '' AND state = 'registered' AND member_left_on <> '';
