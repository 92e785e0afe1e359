-- The audit chain: rows are only ever inserted, sequence 1, 2, 3 ... without gaps.
-- audit_tail holds the last sequence and hash, so that cutting off the end is noticed too.
CREATE TABLE audit_entries (
  sequence BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  noun TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  request_id TEXT NOT NULL,
  address TEXT NOT NULL,
  before_json TEXT NOT NULL,
  after_json TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_entries_by_subject ON audit_entries (noun, subject_id, sequence);
CREATE INDEX audit_entries_by_organisation ON audit_entries (organisation_id, sequence);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, sequence);
CREATE INDEX audit_entries_by_action ON audit_entries (action, sequence);
CREATE INDEX audit_entries_by_time ON audit_entries (at, sequence);

CREATE TABLE audit_tail (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_tail (one, sequence, hash) VALUES (1, 0, '');
