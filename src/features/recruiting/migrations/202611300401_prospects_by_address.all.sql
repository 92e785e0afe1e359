-- What is held about a person is found by their address, in whichever case it was typed
-- (core/holdings).
CREATE INDEX prospects_by_contact_email ON prospects (lower(contact_email), updated_at, id);
