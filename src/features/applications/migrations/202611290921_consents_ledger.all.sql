-- The ledger lists consents newest first, by kind as well.
CREATE INDEX application_consents_by_kind ON application_consents (kind, id);
-- What is held about a person is found by their address (core/holdings).
CREATE INDEX application_people_by_email ON application_people (email);
