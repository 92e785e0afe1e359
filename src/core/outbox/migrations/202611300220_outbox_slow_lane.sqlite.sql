-- lane 'slow': work that keeps this machine busy for long (a report's files); lane 'printed': short
-- PDFs that somebody waits for. Each has a thread of its own: no scan waits behind either, and no
-- notice or certificate behind a report's files. SQLite changes no CHECK in place: the table is
-- made again.
DROP INDEX outbox_messages_due;
DROP INDEX outbox_messages_by_state;
DROP INDEX outbox_messages_once;
ALTER TABLE outbox_messages RENAME TO outbox_messages_before;
CREATE TABLE outbox_messages (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
  attempts BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  last_error TEXT NOT NULL DEFAULT '',
  lane TEXT NOT NULL DEFAULT 'own' CHECK (lane IN ('own', 'foreign', 'slow', 'printed')),
  once_key TEXT NOT NULL DEFAULT ''
);
INSERT INTO outbox_messages (id, topic, body, state, attempts, due_at, created_at, finished_at,
                             last_error, lane, once_key)
  SELECT id, topic, body, state, attempts, due_at, created_at, finished_at, last_error,
         CASE WHEN topic = 'members.report.files_wanted' THEN 'slow'
              WHEN topic IN ('reviews.decision.made', 'retention.destruction.approved')
                THEN 'printed'
              ELSE lane END, once_key
    FROM outbox_messages_before;
DROP TABLE outbox_messages_before;
CREATE INDEX outbox_messages_due ON outbox_messages (lane, due_at, id)
  WHERE state IN ('waiting', 'running');
CREATE INDEX outbox_messages_by_state ON outbox_messages (state, id);
CREATE UNIQUE INDEX outbox_messages_once ON outbox_messages (topic, once_key)
  WHERE once_key <> '' AND state <> 'done';
