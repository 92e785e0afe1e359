-- What search finds, one row per document. number = time in ms * 2^20 + a hash: newest first is
-- the order of the primary key, and so of the index's rowid.
CREATE TABLE search_documents (
  number          INTEGER PRIMARY KEY,
  noun            TEXT NOT NULL,
  id              TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  visibility      TEXT NOT NULL,
  title           TEXT NOT NULL,
  body            TEXT NOT NULL,
  UNIQUE (noun, id)
);
CREATE VIRTUAL TABLE search_index USING fts5(
  title, body, content='search_documents', content_rowid='number', columnsize=0,
  tokenize='musubi_bigram'
);
