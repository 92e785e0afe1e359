-- What is held about a person is found by their address, in whichever case it was typed
-- (core/holdings). applications.email_key is of the lower case already.
DROP INDEX application_people_by_email;
CREATE INDEX application_people_by_email ON application_people (lower(email), application_id);
