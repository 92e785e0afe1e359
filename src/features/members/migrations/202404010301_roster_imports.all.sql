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
  sha256 TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- received | in_use | returned | erased
  closed_on TEXT NOT NULL,
  closed_note TEXT NOT NULL,
  version BIGINT NOT NULL,
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
  file_id TEXT NOT NULL,               -- the original that an import keeps, '' for other copies
  erased_on TEXT NOT NULL,
  erased_note TEXT NOT NULL,
  recorded_by_name TEXT NOT NULL
);
CREATE INDEX loan_copies_by_loan ON loan_copies (loan_id, id);
CREATE INDEX loans_by_state ON loans (state, number);

CREATE TABLE roster_imports (
  id TEXT PRIMARY KEY,
  loan_id TEXT NOT NULL REFERENCES loans (id),
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL,               -- JSON: the columns and what each means
  samples TEXT NOT NULL,               -- JSON: a few values of each column
  state TEXT NOT NULL,                 -- reading draft committed undone discarded failed
  problem TEXT NOT NULL,               -- why the reading failed, in words for people
  reading TEXT NOT NULL,               -- who reads it now: a newer reading ends an older one
  progress_id TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  counts TEXT NOT NULL,                -- JSON, written at commit
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  committed_at BIGINT,
  undone_at BIGINT
);
CREATE INDEX roster_imports_by_loan ON roster_imports (loan_id, id);
CREATE INDEX roster_imports_by_sha256 ON roster_imports (sha256, state);

CREATE TABLE roster_rows (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  row BIGINT NOT NULL,                 -- data rows from 1
  line BIGINT NOT NULL,
  name TEXT NOT NULL,                  -- as it would be stored; for lists
  original TEXT NOT NULL,              -- JSON: field -> text as in the file
  original_hash TEXT NOT NULL,         -- the same row in another import has the same
  corrected TEXT NOT NULL,             -- JSON: field -> text that a person put in its place
  typed TEXT NOT NULL,                 -- JSON: field -> value to store, corrections applied
  choice TEXT NOT NULL,                -- create | fill | overwrite | skip | merge
  chosen BIGINT NOT NULL,              -- 1: a person said so; no matching changes it any more
  target_id TEXT NOT NULL,             -- organisation to fill, overwrite or merge into
  of_row BIGINT NOT NULL,              -- the row of this file that this one repeats, 0 if none
  repeats BIGINT NOT NULL,             -- 1: an earlier import has settled this very row
  match_reason TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- '' until committed; created updated unchanged merged
                                       -- proposed skipped unresolved undone
  organisation_id TEXT NOT NULL,       -- what it became
  open_defects BIGINT NOT NULL,
  PRIMARY KEY (import_id, row)
);
CREATE INDEX roster_rows_by_organisation ON roster_rows (organisation_id, import_id);
CREATE INDEX roster_rows_by_original ON roster_rows (original_hash, import_id);
CREATE INDEX roster_rows_by_choice ON roster_rows (import_id, choice, row);
CREATE INDEX roster_rows_open ON roster_rows (import_id, open_defects, row);
CREATE INDEX roster_rows_by_outcome ON roster_rows (import_id, outcome, row);

-- open (draft) -> adopted | corrected | accepted        settled in the wizard
-- open -> waiting (committed) -> adopted | corrected | accepted      settled in 未解決
-- open -> held: its row was not registered; void: undone, or an earlier import has the same one
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
  severity TEXT NOT NULL,              -- info | warning | error
  state TEXT NOT NULL,
  settled_value TEXT NOT NULL,
  reason TEXT NOT NULL,                -- accepted: why it stays as it is
  settled_by TEXT NOT NULL,
  settled_by_name TEXT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX roster_defects_by_row ON roster_defects (import_id, row, state);
CREATE INDEX roster_defects_by_kind ON roster_defects (import_id, state, kind, row);
CREATE INDEX roster_defects_by_import ON roster_defects (import_id, state, id);
CREATE INDEX roster_defects_by_state ON roster_defects (state, id);

-- What an undo puts back: the organisation and its people before the import touched them
-- ('' = the import made it), and the version it left behind: another one means that a person (or
-- a later import) changed it since, and then a person decides.
CREATE TABLE roster_undo (
  import_id TEXT NOT NULL REFERENCES roster_imports (id),
  organisation_id TEXT NOT NULL,
  before TEXT NOT NULL,
  version_after BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- ready | restored | left
  PRIMARY KEY (import_id, organisation_id)
);

CREATE TABLE roster_mappings (
  header_fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
