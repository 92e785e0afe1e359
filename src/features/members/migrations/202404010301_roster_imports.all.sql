-- The loaned roster and what became of each of its rows (R-8.1, R-9.4, R-5.1.4.a).
-- imported rows = created + updated + unchanged + merged + proposed + skipped + unresolved.
CREATE TABLE loans (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 貸与資料 第1号
  name TEXT NOT NULL,
  medium TEXT NOT NULL,
  lender TEXT NOT NULL,
  purpose TEXT NOT NULL,
  received_on TEXT NOT NULL,
  return_due_on TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  file_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- received | in_use | returned | erased
  closed_on TEXT NOT NULL,
  closed_note TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX loans_by_number ON loans (number);
CREATE INDEX loans_by_sha256 ON loans (sha256);
CREATE TABLE loan_copies (
  id TEXT PRIMARY KEY,
  loan_id TEXT NOT NULL REFERENCES loans (id),
  what TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  made_on TEXT NOT NULL,
  erased_on TEXT NOT NULL
);
CREATE INDEX loan_copies_by_loan ON loan_copies (loan_id);

CREATE TABLE roster_imports (
  id TEXT PRIMARY KEY,
  loan_id TEXT NOT NULL REFERENCES loans (id),
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL,               -- JSON: column -> field
  state TEXT NOT NULL,                 -- reading draft committing committed undone discarded
  row_count BIGINT NOT NULL,
  counts TEXT NOT NULL,                -- JSON, written at commit
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  committed_at BIGINT,
  undone_at BIGINT
);
CREATE INDEX roster_imports_by_time ON roster_imports (created_at);
CREATE INDEX roster_imports_by_loan ON roster_imports (loan_id);

CREATE TABLE roster_rows (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  row BIGINT NOT NULL,                 -- data rows from 1
  line BIGINT NOT NULL,
  original TEXT NOT NULL,              -- JSON: field -> text as in the file
  typed TEXT NOT NULL,                 -- JSON: field -> normalised value, corrections applied
  choice TEXT NOT NULL,                -- create | fill | overwrite | skip | merge
  target_id TEXT NOT NULL,             -- organisation to fill, overwrite or merge into
  of_row BIGINT NOT NULL,              -- the earlier row this one repeats, 0 if none
  match_reason TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- '' until committed
  organisation_id TEXT NOT NULL,       -- what it became
  open_defects BIGINT NOT NULL,
  PRIMARY KEY (import_id, row)
);
CREATE INDEX roster_rows_by_organisation ON roster_rows (organisation_id);
CREATE INDEX roster_rows_open ON roster_rows (import_id, open_defects, row);

CREATE TABLE roster_defects (
  id TEXT PRIMARY KEY,
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  row BIGINT NOT NULL,
  line BIGINT NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  message TEXT NOT NULL,
  suggestion TEXT NOT NULL,
  state TEXT NOT NULL,                 -- open | adopted | corrected | accepted
  settled_by TEXT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX roster_defects_by_row ON roster_defects (import_id, row);
CREATE INDEX roster_defects_by_state ON roster_defects (import_id, state, row);
CREATE INDEX roster_defects_open ON roster_defects (state, import_id, row);

-- What an undo puts back: the row's JSON before the import touched it ('' = it did not exist).
CREATE TABLE roster_undo (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  position BIGINT NOT NULL,
  noun TEXT NOT NULL,                  -- organisation | person
  noun_id TEXT NOT NULL,
  before TEXT NOT NULL,
  version_after BIGINT NOT NULL,       -- changed since? then a person decides
  PRIMARY KEY (import_id, position)
);

CREATE TABLE roster_mappings (
  header_fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
