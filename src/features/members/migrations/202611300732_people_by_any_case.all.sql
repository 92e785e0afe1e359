-- What is held about a person is found by their address, in whichever case it was typed
-- (core/holdings).
DROP INDEX people_by_email;
CREATE INDEX people_by_email ON people (lower(email), id);
