-- A file follows its organisation: to the one that it was found to be the same as (名寄せ) and back,
-- and out of use when it is a member no more. registered_as: whose the file became at first, for
-- the way back. left_on: the day of the 退会 or 合併, '' while the organisation is a member.
ALTER TABLE screenings ADD COLUMN registered_as TEXT NOT NULL DEFAULT '';
ALTER TABLE screenings ADD COLUMN left_on TEXT NOT NULL DEFAULT '';
UPDATE screenings SET registered_as = organisation_id;
CREATE INDEX screenings_by_registration ON screenings (registered_as, id);
-- Members that have no file, found by a job of every night.
CREATE TABLE screening_absences (
  organisation_id TEXT PRIMARY KEY
);
