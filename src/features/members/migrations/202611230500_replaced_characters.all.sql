-- What CP932 could not hold and 〓 stands for: how often in an export (the cells themselves left
-- with the file), and where in a report's file, for whoever reads it later.
ALTER TABLE member_exports ADD COLUMN replaced BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member_report_files ADD COLUMN replaced TEXT NOT NULL DEFAULT '';  -- JSON or ''
