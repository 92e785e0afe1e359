-- Labels: what a document is found by beside its words (type=faq, industry=E). They are tokens
-- of the index, so that a filter is an intersection and never a walk.
-- Each has its noun as one, too.
-- prefix='1': a query of one character reads one list. The index is filled anew.
DROP TABLE search_index;
ALTER TABLE search_documents RENAME TO search_documents_before;
CREATE TABLE search_documents (
  number          INTEGER PRIMARY KEY,
  noun            TEXT NOT NULL,
  id              TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  visibility      TEXT NOT NULL,
  labels          TEXT NOT NULL,
  title           TEXT NOT NULL,
  body            TEXT NOT NULL,
  UNIQUE (noun, id)
);
INSERT INTO search_documents
  SELECT number, noun, id, organisation_id, visibility, char(29) || '=noun=' || noun, title, body
  FROM search_documents_before;
DROP TABLE search_documents_before;
CREATE VIRTUAL TABLE search_index USING fts5(
  title, body, labels, content='search_documents', content_rowid='number', columnsize=0,
  prefix='1', tokenize='musubi_bigram'
);
INSERT INTO search_index (search_index) VALUES ('rebuild');
