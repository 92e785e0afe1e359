-- What mail servers said about mails of ours; from the mailbox that the configuration names.
CREATE TABLE mail_bounces (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,                -- mailbox number and place in the letter: read once only
  kind TEXT NOT NULL,                  -- hard | soft | complaint | unproven
  address_key TEXT NOT NULL,
  status TEXT NOT NULL,                -- 5.1.1, '' when none was given
  says TEXT NOT NULL,
  mail_id TEXT NOT NULL,               -- which mail of ours, '' when its Message-ID names none
  subject TEXT NOT NULL,               -- of that mail
  state TEXT NOT NULL,                 -- new | seen
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_bounces_by_source ON mail_bounces (source);
CREATE INDEX mail_bounces_by_state ON mail_bounces (state, id);
CREATE INDEX mail_bounces_by_address ON mail_bounces (address_key, created_at);

-- How far the mailbox has been read. One row: id 'inbox'.
CREATE TABLE bounce_readings (
  id TEXT PRIMARY KEY,
  validity TEXT NOT NULL,              -- UIDVALIDITY of the mailbox
  last_uid BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- When something last reached an organisation's people; recomputed every night from core's mails.
CREATE TABLE mail_reach (
  organisation_id TEXT PRIMARY KEY,
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  last_at BIGINT NOT NULL,             -- 0 = never
  addresses BIGINT NOT NULL,           -- how many people there have one
  run TEXT NOT NULL                    -- the night that wrote it: older rows are of who has left
);
CREATE INDEX mail_reach_by_last ON mail_reach (last_at, organisation_id);
