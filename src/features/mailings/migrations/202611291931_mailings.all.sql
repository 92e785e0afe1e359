-- Saved selections of the registry's people. conditions: JSON of members::Audience.
CREATE TABLE mail_segments (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  conditions TEXT NOT NULL,
  state TEXT NOT NULL,                 -- active | retired (mailings still name it)
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX mail_segments_by_state ON mail_segments (state, name, id);

-- One text to many people. draft -> preparing -> prepared -> waiting -> scheduled -> sending ->
-- sent; prepared, waiting -> draft; prepared, waiting, scheduled -> cancelled; sending -> stopped.
CREATE TABLE mailings (
  id TEXT PRIMARY KEY,
  class TEXT NOT NULL,                 -- business | news | member_pr
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  segment_id TEXT NOT NULL REFERENCES mail_segments (id),
  conditions TEXT NOT NULL,            -- the segment's, as they were when recipients were frozen
  state TEXT NOT NULL,
  run TEXT NOT NULL,                   -- which preparation its steps belong to, '' before the first
  position TEXT NOT NULL,              -- the last person prepared, the last recipient queued
  house TEXT NOT NULL,                 -- JSON: the sender's address, telephone, mail, as submitted
  send_at BIGINT NOT NULL,             -- 0 = as soon as it may
  written_by TEXT NOT NULL,            -- who saved the text last
  written_by_name TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  confirmed_by_name TEXT NOT NULL,     -- the second person, '' when none was needed
  confirmed_at BIGINT,
  returned_note TEXT NOT NULL,         -- why the second person gave it back
  began_at BIGINT,
  ended_at BIGINT,
  erased_on TEXT NOT NULL,             -- the day its recipients lost their names, '' before
  version BIGINT NOT NULL
);
CREATE INDEX mailings_by_state ON mailings (state, id);

-- Whom a mailing goes to and who is left out, frozen when it was prepared; from the registry.
CREATE TABLE mailing_recipients (
  id TEXT PRIMARY KEY,
  mailing_id TEXT NOT NULL REFERENCES mailings (id),
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,           -- lower case: one mail per address
  state TEXT NOT NULL,                 -- ready | queued | left_out
  reason TEXT NOT NULL,                -- why left out
  mail_id TEXT NOT NULL                -- '' until queued
);
CREATE UNIQUE INDEX mailing_recipients_by_address ON mailing_recipients (mailing_id, address_key)
  WHERE state <> 'left_out';
CREATE INDEX mailing_recipients_by_state ON mailing_recipients (mailing_id, state, id);
CREATE INDEX mailing_recipients_by_reason ON mailing_recipients (mailing_id, state, reason, id);
CREATE INDEX mailing_recipients_by_mail ON mailing_recipients (mail_id) WHERE mail_id <> '';
CREATE INDEX mailing_recipients_by_organisation ON mailing_recipients (organisation_id, id);

-- The ledger (C-10): rows are only added. The newest of an address and class is what counts.
CREATE TABLE mail_consents (
  id TEXT PRIMARY KEY,
  address_key TEXT NOT NULL,
  class TEXT NOT NULL,
  decision TEXT NOT NULL,              -- given | refused
  wording TEXT NOT NULL,               -- version of the words that were shown
  way TEXT NOT NULL,                   -- account | link | one_click | office
  by_account TEXT NOT NULL,            -- '' when nobody was signed in
  by_name TEXT NOT NULL,
  from_address TEXT NOT NULL,          -- the client's network address
  mailing_id TEXT NOT NULL,            -- whose link was used, '' else
  note TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX mail_consents_by_address ON mail_consents (address_key, class, id);

-- Addresses that get no mail, whatever its class.
CREATE TABLE mail_suppressions (
  id TEXT PRIMARY KEY,
  address_key TEXT NOT NULL,
  cause TEXT NOT NULL,                 -- hard | soft | complaint | hand
  note TEXT NOT NULL,
  mail_id TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- active | lifted
  lifted_note TEXT NOT NULL,
  lifted_by_name TEXT NOT NULL,
  lifted_at BIGINT
);
CREATE UNIQUE INDEX mail_suppressions_active ON mail_suppressions (address_key)
  WHERE state = 'active';
CREATE INDEX mail_suppressions_by_state ON mail_suppressions (state, id);
CREATE INDEX mail_suppressions_by_address ON mail_suppressions (address_key, id);
