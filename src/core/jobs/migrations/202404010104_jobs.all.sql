-- Scheduled jobs (which period ran last, who holds the next) and the progress of long work.
CREATE TABLE job_states (
  name TEXT PRIMARY KEY,
  period_at BIGINT NOT NULL DEFAULT -1,
  lease_until BIGINT NOT NULL DEFAULT 0,
  failures BIGINT NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  finished_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE job_progress (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  says TEXT NOT NULL,
  outcome TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX job_progress_by_account ON job_progress (account_id, id);
