-- Mail to people, one row per recipient. attachments: JSON list of file ids.
CREATE TABLE mails (
  id               TEXT PRIMARY KEY,
  to_address       TEXT NOT NULL,
  to_name          TEXT NOT NULL,
  subject          TEXT NOT NULL,
  body             TEXT NOT NULL,
  class            TEXT NOT NULL,
  reply_to         TEXT NOT NULL,
  list_unsubscribe TEXT NOT NULL,
  attachments      TEXT NOT NULL,
  message_id       TEXT NOT NULL,
  state            TEXT NOT NULL,
  attempts         BIGINT NOT NULL,
  last_error       TEXT NOT NULL,
  created_at       BIGINT NOT NULL,
  sent_at          BIGINT
);
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_by_address ON mails (to_address, id);
