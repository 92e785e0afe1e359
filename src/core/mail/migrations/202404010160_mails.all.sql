-- Mail to people, one row per recipient. attachments: JSON list of file ids. one_time_link: what
-- leaves the body when the mail was sent or link_until (0 = there was none) is over.
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
  sent_at          BIGINT,
  one_time_link    TEXT NOT NULL,
  link_until       BIGINT NOT NULL
);
CREATE INDEX mails_by_state ON mails (state, id);
CREATE INDEX mails_by_address ON mails (to_address, id);
CREATE INDEX mails_with_link ON mails (link_until) WHERE one_time_link <> '';
