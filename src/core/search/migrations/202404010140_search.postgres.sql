-- What search finds, one row per document. number = time in ms * 2^20 + a hash: newest first is
-- the order of the primary key. tokens holds the same pairs as the FTS5 index on SQLite; folded is
-- the folded text, against which phrases longer than a pair are checked.
CREATE TABLE search_documents (
  number          BIGINT PRIMARY KEY,
  noun            TEXT NOT NULL,
  id              TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  visibility      TEXT NOT NULL,
  title           TEXT NOT NULL,
  body            TEXT NOT NULL,
  folded          TEXT NOT NULL,
  tokens          TSVECTOR NOT NULL,
  UNIQUE (noun, id)
);
CREATE INDEX search_documents_tokens ON search_documents USING gin (tokens);
