-- Members stand in the order of their numbers, not of the text: K9999 before K10000. What listed
-- by member_no lists by (member_no_key, member_no); organisations_by_member_no still finds one.
DROP INDEX organisations_by_member_no_key;
DROP INDEX organisations_by_state;
DROP INDEX organisations_by_industry;
DROP INDEX organisations_by_municipality;
CREATE INDEX organisations_by_member_no_key ON organisations (member_no_key, member_no, id);
CREATE INDEX organisations_by_state ON organisations (state, member_no_key, member_no, id);
CREATE INDEX organisations_by_industry
  ON organisations (industry, member_no_key, member_no, id, state);
CREATE INDEX organisations_by_municipality
  ON organisations (municipality_code, member_no_key, member_no, id, state);
