-- When what a closed file says of people went (core/retention); '' = it is whole.
ALTER TABLE screenings ADD COLUMN erased_on TEXT NOT NULL DEFAULT '';
CREATE INDEX screenings_to_erase ON screenings (id) WHERE turn = 'done' AND erased_on = '';
