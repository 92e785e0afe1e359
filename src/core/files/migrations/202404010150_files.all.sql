-- Facts about files; the bytes lie on disk under their SHA-256 (several rows may share them).
CREATE TABLE files (
  id              TEXT PRIMARY KEY,
  sha256          TEXT NOT NULL,
  bytes           BIGINT NOT NULL,
  media_type      TEXT NOT NULL,
  filename        TEXT NOT NULL,
  purpose         TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  uploaded_by     TEXT NOT NULL,
  state           TEXT NOT NULL,
  finding         TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  scanned_at      BIGINT
);
CREATE INDEX files_by_sha256 ON files (sha256);
CREATE INDEX files_by_state ON files (state, id);
