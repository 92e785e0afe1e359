-- A new mail address for an account: it takes effect when links sent to the old and to the new
-- address were both opened. Tokens stand here only as SHA-256; at most one change per account.
CREATE TABLE address_changes (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE,
  new_login TEXT NOT NULL,
  old_token_hash TEXT NOT NULL UNIQUE,
  new_token_hash TEXT NOT NULL UNIQUE,
  old_proved_at BIGINT,
  new_proved_at BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX address_changes_by_expiry ON address_changes (expires_at);
