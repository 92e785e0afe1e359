-- lane: 'own' for work of this machine, 'foreign' for what waits for somebody else's server: each
-- is taken by its own thread. once_key: what a message is about, when it may wait here only once.
ALTER TABLE outbox_messages ADD COLUMN lane TEXT NOT NULL DEFAULT 'own'
  CHECK (lane IN ('own', 'foreign'));
ALTER TABLE outbox_messages ADD COLUMN once_key TEXT NOT NULL DEFAULT '';

-- Scans ordered again and again, and mails laid aside and then sent anew: the newest stays.
DELETE FROM outbox_messages
  WHERE topic IN ('core.files.taken', 'core.mail.queued') AND state <> 'done' AND id NOT IN (
    SELECT MAX(id) FROM outbox_messages
      WHERE topic IN ('core.files.taken', 'core.mail.queued') AND state <> 'done'
      GROUP BY topic, body);
-- Their bodies are {"id":"<36 characters>"}.
UPDATE outbox_messages SET once_key = substr(body, 8, 36)
  WHERE topic IN ('core.files.taken', 'core.mail.queued') AND state <> 'done';
UPDATE outbox_messages SET lane = 'foreign' WHERE topic = 'core.mail.queued';

DROP INDEX outbox_messages_due;
CREATE INDEX outbox_messages_due ON outbox_messages (lane, due_at, id)
  WHERE state IN ('waiting', 'running');
CREATE UNIQUE INDEX outbox_messages_once ON outbox_messages (topic, once_key)
  WHERE once_key <> '' AND state <> 'done';
