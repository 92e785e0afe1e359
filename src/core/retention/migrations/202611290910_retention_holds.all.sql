-- 保全 (legal hold): what must not be destroyed although its term may be over, put there by a
-- manager. scope: everything | kind | organisation | record. Rows are never deleted.
CREATE TABLE retention_holds (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,                  -- '' unless scope is kind or record
  subject_id TEXT NOT NULL,            -- a record's or an organisation's id, '' else
  label TEXT NOT NULL,                 -- what it is called on the page, without personal data
  reason TEXT NOT NULL,
  until_on TEXT NOT NULL,              -- the last day it holds, '' = until it is lifted
  placed_by TEXT NOT NULL,
  placed_by_name TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_by_name TEXT NOT NULL,
  lifted_at BIGINT,                    -- NULL: it holds
  lifted_reason TEXT NOT NULL
);
CREATE INDEX retention_holds_going ON retention_holds (scope, kind, subject_id)
  WHERE lifted_at IS NULL;
CREATE INDEX retention_holds_by_time ON retention_holds (placed_at, id);
