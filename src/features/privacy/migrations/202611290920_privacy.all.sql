-- 本人からの請求 (conventions C-6): rows come from a public page, the members' area or the office.
CREATE TABLE privacy_requests (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,         -- 0 until the address is proved
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,                  -- disclosure | correction | stop
  route TEXT NOT NULL,                 -- public | members | paper
  state TEXT NOT NULL,                 -- proving | received | working | forwarded | answered |
                                       -- withdrawn
  is_open BIGINT NOT NULL,             -- received or working: its clock runs
  name TEXT NOT NULL,
  email TEXT NOT NULL,                 -- '' for paper without one
  email_key TEXT NOT NULL,             -- SHA-256 of it: how many letters went there lately
  account_id TEXT NOT NULL,            -- members: who was signed in, '' else
  about TEXT NOT NULL,                 -- what is asked, in their words
  received_at BIGINT,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  extended_on TEXT NOT NULL,           -- the day on which it was extended, '' never
  extension_reason TEXT NOT NULL,
  identity_how TEXT NOT NULL,          -- '' until it was checked
  identity_by_name TEXT NOT NULL,
  identity_at BIGINT,
  package TEXT NOT NULL,               -- JSON of what was gathered, '' none
  package_sha256 TEXT NOT NULL,
  gathered_by_name TEXT NOT NULL,
  gathered_at BIGINT,
  outcome TEXT NOT NULL,               -- granted | partly | refused; '' until answered
  answer TEXT NOT NULL,                -- in words, to the person
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT,
  answered_on TEXT NOT NULL,
  forwarded_note TEXT NOT NULL,        -- why it is the prefecture's
  forwarded_at BIGINT,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX privacy_requests_by_number ON privacy_requests (fiscal_year, number)
  WHERE number > 0;
CREATE INDEX privacy_requests_by_open ON privacy_requests (is_open, due_on, id);
CREATE INDEX privacy_requests_by_state ON privacy_requests (state, id);
CREATE INDEX privacy_requests_by_account ON privacy_requests (account_id, id);
CREATE INDEX privacy_requests_by_email ON privacy_requests (email_key, created_at);
CREATE INDEX privacy_requests_to_erase ON privacy_requests (id) WHERE erased_on = '';

-- How a person without an account comes back. A token stands here only as SHA-256.
CREATE TABLE privacy_proofs (
  token_hash TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES privacy_requests (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- proof (once) | status
  expires_at BIGINT NOT NULL
);
CREATE INDEX privacy_proofs_by_request ON privacy_proofs (request_id, purpose);
CREATE INDEX privacy_proofs_by_expiry ON privacy_proofs (expires_at);

-- 個人情報取扱台帳: what the office adds to what the program says of itself, and frozen versions.
CREATE TABLE privacy_register_notes (
  kind TEXT PRIMARY KEY,               -- of core/retention
  note TEXT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE TABLE privacy_register_versions (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  model TEXT NOT NULL,                 -- JSON: the rows as they were
  sha256 TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_on TEXT NOT NULL
);
CREATE UNIQUE INDEX privacy_register_versions_by_number ON privacy_register_versions (number);
