-- Identities of an OpenID Connect provider that people linked to their accounts themselves, and the
-- ways to the provider that somebody has set out on. A way stands here as hashes only, for ten
-- minutes, and goes when somebody comes back by it.
CREATE TABLE federation_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  account_type BIGINT NOT NULL,
  corporate_number TEXT NOT NULL,
  linked_at BIGINT NOT NULL,
  last_used_at BIGINT,
  PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX federation_identities_by_account ON federation_identities (account_id, issuer);

-- account_id: who links; NULL when somebody signs in.
CREATE TABLE federation_begun (
  state_hash TEXT PRIMARY KEY,
  browser_hash TEXT NOT NULL,
  issuer TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  return_to TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX federation_begun_by_account ON federation_begun (account_id);
CREATE INDEX federation_begun_by_expiry ON federation_begun (expires_at);
