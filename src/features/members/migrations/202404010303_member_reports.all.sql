-- 会員報告書 (R-5.1.4.b): frozen at a date, numbered, immutable; then submitted, received, commented.
CREATE TABLE member_reports (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 第1号; a new version of the same date keeps the number
  version BIGINT NOT NULL,
  as_of TEXT NOT NULL,
  previous_id TEXT NOT NULL,           -- the report that differences are counted from
  figures TEXT NOT NULL,               -- JSON: the one model that screen, PDF, XLSX and CSV print
  sha256 TEXT NOT NULL,                -- of figures and rows: what was received is what was frozen
  secretariat_comment TEXT NOT NULL,
  state TEXT NOT NULL,                 -- frozen | submitted | received | superseded | discarded
  frozen_by TEXT NOT NULL,
  frozen_by_name TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  received_by_name TEXT NOT NULL,
  received_at BIGINT
);
CREATE UNIQUE INDEX member_reports_by_number ON member_reports (number, version);
CREATE INDEX member_reports_by_day ON member_reports (as_of, version);
CREATE INDEX member_reports_by_state ON member_reports (state, as_of);
-- Written while the report is computed, before its own row: hence no REFERENCES.
CREATE TABLE member_report_rows (
  report_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  member_no TEXT NOT NULL,
  name TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  size_class TEXT NOT NULL,
  state TEXT NOT NULL,
  joined_on TEXT NOT NULL,
  left_on TEXT NOT NULL,
  uses_platform BIGINT NOT NULL,
  change TEXT NOT NULL,                -- '' | joined | left | changed, since the previous report
  change_note TEXT NOT NULL,
  counted BIGINT NOT NULL,             -- 0: left, or the previous report had it by mistake
  correction TEXT NOT NULL,            -- '' | in | out: what the previous report had wrong
  correction_note TEXT NOT NULL,
  PRIMARY KEY (report_id, position)
);
CREATE INDEX member_report_rows_by_change ON member_report_rows (report_id, change, position);
CREATE INDEX member_report_rows_by_correction
  ON member_report_rows (report_id, correction, position);
-- The next report asks for these organisations what this one said about them.
CREATE INDEX member_report_rows_by_organisation ON member_report_rows (report_id, organisation_id);
CREATE TABLE member_report_comments (
  id TEXT PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES member_reports (id),
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX member_report_comments_by_report ON member_report_comments (report_id, created_at);
-- PDF, XLSX and CSV, printed once for an edition and kept in `files`: 'final' from the submission
-- on, 'draft-<hash of the remark>' before it.
CREATE TABLE member_report_files (
  report_id TEXT NOT NULL REFERENCES member_reports (id),
  edition TEXT NOT NULL,
  format TEXT NOT NULL,                -- pdf | xlsx | csv | csv_cp932
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,               -- '' until ready
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,                -- of the bytes that were printed
  bytes BIGINT NOT NULL,
  ordered_at BIGINT NOT NULL,
  made_at BIGINT,
  PRIMARY KEY (report_id, edition, format)
);
