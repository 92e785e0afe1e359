-- PDF of a published 試験結果: printed once in the outbox, then handed out as it is.
CREATE TABLE accessibility_papers (
  number BIGINT PRIMARY KEY,           -- of the result
  file_id TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  made_at BIGINT NOT NULL
);
