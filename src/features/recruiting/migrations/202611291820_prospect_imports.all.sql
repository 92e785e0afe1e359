-- Lists of organisations that are taken in as prospects: a file, what each line says, what it is
-- already, and what became of it. Rows come from files; a draft shows everything before it acts.
CREATE TABLE prospect_imports (
  id TEXT PRIMARY KEY,
  filename TEXT NOT NULL,
  file_id TEXT NOT NULL,               -- core/files: the original
  sheet TEXT NOT NULL,
  columns TEXT NOT NULL,               -- JSON: [[heading, what it was taken for]]
  source TEXT NOT NULL,                -- 流入元, for every row
  source_note TEXT NOT NULL,           -- where the list comes from
  purpose TEXT NOT NULL,               -- what it may be used for
  state TEXT NOT NULL,                 -- draft committed undone
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  committed_by_name TEXT NOT NULL,
  committed_at BIGINT,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX prospect_imports_by_time ON prospect_imports (created_at, id);

CREATE TABLE prospect_import_rows (
  import_id TEXT NOT NULL REFERENCES prospect_imports (id) ON DELETE CASCADE,
  line BIGINT NOT NULL,                -- of the file, or row of the sheet
  name TEXT NOT NULL,
  typed TEXT NOT NULL,                 -- JSON: field -> text
  defects TEXT NOT NULL,               -- JSON: [{label, value, message, error}]
  defect_count BIGINT NOT NULL,
  outcome TEXT NOT NULL,               -- new member prospect application repeated unusable
  of_id TEXT NOT NULL,                 -- what it is already
  of_name TEXT NOT NULL,
  prospect_id TEXT NOT NULL,           -- what became of it, '' until committed
  PRIMARY KEY (import_id, line)
);
CREATE INDEX prospect_import_rows_by_outcome
  ON prospect_import_rows (import_id, outcome, line);
