-- One-time links (invitation, reset, first administrator, the step between password and code),
-- failed attempts by key, and the devices from which somebody has signed in before.
-- Tokens, addresses and mail addresses stand here only as SHA-256.
CREATE TABLE account_links (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'first_administrator', 'sign_in')),
  sealed TEXT NOT NULL DEFAULT '',
  return_to TEXT NOT NULL DEFAULT '',
  failures BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_links_by_account ON account_links (account_id, purpose);
CREATE INDEX account_links_by_expiry ON account_links (expires_at);

CREATE TABLE sign_in_attempts (
  key_hash TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (last_at);

CREATE TABLE known_devices (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL
);
CREATE INDEX known_devices_by_account ON known_devices (account_id);
