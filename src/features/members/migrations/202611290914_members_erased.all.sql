-- When the people of a member that left went, and the rows of a roster that was given back
-- (core/retention). A member that came back and left again is later than its day.
ALTER TABLE organisations ADD COLUMN people_erased_on TEXT NOT NULL DEFAULT '';
CREATE INDEX organisations_to_erase ON organisations (id)
  WHERE state = 'withdrawn' AND people_erased_on < left_on;
ALTER TABLE loans ADD COLUMN rows_erased_on TEXT NOT NULL DEFAULT '';
CREATE INDEX loans_to_erase ON loans (id)
  WHERE state IN ('returned', 'erased') AND rows_erased_on = '';
