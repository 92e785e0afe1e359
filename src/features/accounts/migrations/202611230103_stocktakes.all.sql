-- Quarterly stock-take of accounts (R-5.2.3.ア.a): a frozen list, a decision for each row, a
-- signature. The rows are copies of that day, so that the paper stays true when accounts change.
CREATE TABLE stocktakes (
  id TEXT PRIMARY KEY,
  as_of TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'signed')),
  begun_by TEXT NOT NULL,
  begun_name TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  signed_by TEXT,
  signed_name TEXT NOT NULL DEFAULT '',
  signed_at BIGINT
);
CREATE INDEX stocktakes_by_state ON stocktakes (state, id);

CREATE TABLE stocktake_rows (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes (id),
  account_id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  organisation_id TEXT,
  account_state TEXT NOT NULL,
  last_sign_in_at BIGINT,
  dormant BIGINT NOT NULL,
  shared BIGINT NOT NULL,
  decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'keep', 'suspend')),
  decided_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (stocktake_id, account_id)
);
CREATE INDEX stocktake_rows_by_decision ON stocktake_rows (stocktake_id, decision, account_id);

-- Signs that one account is used by several people: on a day, from how many networks and devices it
-- was signed in at the same time. One row a day and account, the highest numbers seen.
CREATE TABLE sharing_signs (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  noted_on TEXT NOT NULL,
  networks BIGINT NOT NULL,
  devices BIGINT NOT NULL,
  PRIMARY KEY (account_id, noted_on)
);
CREATE INDEX sharing_signs_by_day ON sharing_signs (noted_on);
CREATE INDEX accounts_by_last_sign_in ON accounts (state, last_sign_in_at);
