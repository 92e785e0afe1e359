-- 従事者誓約 (R-9.8): who pledged to which text, when, online or on paper. Never deleted; a pledge that
-- no longer counts is marked withdrawn, with its reason.
CREATE TABLE pledges (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  text_version TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('online', 'paper')),
  given_on TEXT NOT NULL,
  file_id TEXT,
  noted_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX pledges_by_account ON pledges (account_id, id);

-- One-time links for further purposes (a pledge before the session begins, a new mail address).
CREATE TABLE account_links_wider (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  sealed TEXT NOT NULL DEFAULT '',
  return_to TEXT NOT NULL DEFAULT '',
  failures BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
INSERT INTO account_links_wider (token_hash, account_id, purpose, sealed, return_to, failures,
  created_at, expires_at)
  SELECT token_hash, account_id, purpose, sealed, return_to, failures, created_at, expires_at
  FROM account_links;
DROP TABLE account_links;
ALTER TABLE account_links_wider RENAME TO account_links;
CREATE INDEX account_links_by_account ON account_links (account_id, purpose);
CREATE INDEX account_links_by_expiry ON account_links (expires_at);
