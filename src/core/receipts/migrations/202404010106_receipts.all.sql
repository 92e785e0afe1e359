-- What a sent form led to, so that sending it again leads there too. Rows come from the services
-- that make something from a form, in the transaction of what they make; a week later they go.
CREATE TABLE receipts (
  id TEXT PRIMARY KEY,                 -- SHA-256 of the account, the action and the sending
  result TEXT NOT NULL,                -- id of what was made
  created_at BIGINT NOT NULL
);
CREATE INDEX receipts_by_time ON receipts (created_at);
