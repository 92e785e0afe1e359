-- Effects that wait for the commit. due_at: the next try while waiting, the end of the lease while
-- running, so that one small index finds all that a dispatcher may take.
CREATE TABLE outbox_messages (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
  attempts BIGINT NOT NULL DEFAULT 0,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  last_error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_messages_due ON outbox_messages (due_at, id)
  WHERE state IN ('waiting', 'running');
CREATE INDEX outbox_messages_by_state ON outbox_messages (state, id);
