-- A mail that is one of many (a mailing), which goes out at most once: trying_at says since when it
-- may have reached the server (0 = not yet). And what bounces look for: the Message-ID.
ALTER TABLE mails ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN trying_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX mails_by_batch ON mails (batch, state, id) WHERE batch <> '';
CREATE INDEX mails_by_message_id ON mails (message_id);
