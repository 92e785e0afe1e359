-- 消去 (R-9.7, R-9.8): proposals made by a job or by one of the office, decided by another person,
-- done record by record, certified by a numbered paper. Never deleted.
CREATE TABLE destructions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- of core/retention, with its words as they were then
  kind_label TEXT NOT NULL,
  way TEXT NOT NULL,                   -- 消去 | 個人の情報だけ消去
  term_words TEXT NOT NULL,
  basis TEXT NOT NULL,
  state TEXT NOT NULL,                 -- proposed | approved | refused | withdrawn | done
  reason TEXT NOT NULL,
  total BIGINT NOT NULL,
  destroyed BIGINT NOT NULL,
  spared BIGINT NOT NULL,              -- not destroyed after all: held, or gone before
  proposed_by TEXT NOT NULL,           -- account id, '' for the job
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT,
  decision_note TEXT NOT NULL,
  done_at BIGINT,
  done_on TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,         -- of the certificate, 0 until done
  number BIGINT NOT NULL,
  list_sha256 TEXT NOT NULL,           -- of the list of what was destroyed, as certified
  paper_state TEXT NOT NULL,           -- '' | ordered | ready | failed
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX destructions_open ON destructions (kind)
  WHERE state IN ('proposed', 'approved');
CREATE UNIQUE INDEX destructions_by_number ON destructions (fiscal_year, number)
  WHERE number > 0;
CREATE INDEX destructions_by_state ON destructions (state, id);
CREATE INDEX destructions_by_kind ON destructions (kind, id);
CREATE INDEX destructions_by_paper ON destructions (paper_state, id);

CREATE TABLE destruction_items (
  destruction_id TEXT NOT NULL REFERENCES destructions (id),
  item_id TEXT NOT NULL,
  label TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on TEXT NOT NULL,              -- the term's last day
  sha256 TEXT NOT NULL,                -- of what was there when it went; '' until then
  state TEXT NOT NULL,                 -- waiting | destroyed | spared
  why TEXT NOT NULL,                   -- spared: why
  done_at BIGINT,
  done_on TEXT NOT NULL,
  PRIMARY KEY (destruction_id, item_id)
);
CREATE INDEX destruction_items_by_state ON destruction_items (destruction_id, state, item_id);
-- KPI-19: what was destroyed on or before the last day of its term. Must stay empty.
CREATE INDEX destruction_items_early ON destruction_items (done_on)
  WHERE state = 'destroyed' AND done_on <= ended_on;

-- What the daily look at the evidence found: one row for each thing that was looked at.
CREATE TABLE evidence_checks (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,                 -- the same for all rows of one look
  checked_at BIGINT NOT NULL,
  what TEXT NOT NULL,                  -- audit | files | destructions
  objects BIGINT NOT NULL,
  lost BIGINT NOT NULL,
  says TEXT NOT NULL
);
CREATE INDEX evidence_checks_by_time ON evidence_checks (checked_at, id);
