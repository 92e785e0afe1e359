-- 公開サイトの静的な写し: one row for each copy that the office ordered.
CREATE TABLE site_exports (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,                 -- running done failed removed
  problem TEXT NOT NULL,               -- why it failed, for people
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  files BIGINT NOT NULL,
  redirects BIGINT NOT NULL,
  left_out TEXT NOT NULL,              -- JSON [address]: pages that could not be made
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL           -- a running one that stands still has lost its process
);
CREATE INDEX site_exports_by_state ON site_exports (state, id);
