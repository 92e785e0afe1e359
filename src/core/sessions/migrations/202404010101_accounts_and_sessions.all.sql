-- Who may sign in (accounts, account_roles) and who is signed in (sessions).
-- password_hash is Argon2id; totp_secret is sealed with a key that is never in the database.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  organisation_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
  password_hash TEXT,
  password_changed_at BIGINT,
  totp_secret TEXT,
  totp_last_step BIGINT NOT NULL DEFAULT 0,
  failed_count BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT NOT NULL DEFAULT 0,
  last_sign_in_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX accounts_by_organisation ON accounts (organisation_id, id);
CREATE INDEX accounts_by_state ON accounts (state, login);

CREATE TABLE account_roles (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, role)
);
CREATE INDEX account_roles_by_role ON account_roles (role, account_id);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  device_label TEXT NOT NULL,
  second_factor BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sessions_by_account ON sessions (account_id, last_seen_at);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);
