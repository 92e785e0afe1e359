-- 個人情報事故 (conventions C-6): rows come from the office. Never deleted.
CREATE TABLE privacy_incidents (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- drills have their own row of numbers
  is_drill BIGINT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,                 -- open | closed
  known_at BIGINT NOT NULL,
  known_on TEXT NOT NULL,
  sensitive BIGINT NOT NULL,           -- the threshold questions: 1 = yes, or not ruled out
  property BIGINT NOT NULL,
  malicious BIGINT NOT NULL,
  people BIGINT NOT NULL,              -- how many persons, the most that is possible
  entrusted BIGINT NOT NULL,           -- data of the prefecture
  encrypted BIGINT NOT NULL,
  items TEXT NOT NULL,                 -- JSON: the nine items of the report
  opened_by_name TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_by_name TEXT NOT NULL,
  closed_at BIGINT,
  closing_words TEXT NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX privacy_incidents_by_number
  ON privacy_incidents (is_drill, fiscal_year, number);
CREATE INDEX privacy_incidents_by_state ON privacy_incidents (state, id);

CREATE TABLE privacy_incident_steps (
  incident_id TEXT NOT NULL REFERENCES privacy_incidents (id),
  step TEXT NOT NULL,                  -- prefecture | prompt | persons | final
  done_at BIGINT NOT NULL,
  done_by_name TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (incident_id, step)
);
CREATE TABLE privacy_incident_events (
  id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES privacy_incidents (id),
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  what TEXT NOT NULL
);
CREATE INDEX privacy_incident_events_by_incident ON privacy_incident_events (incident_id, at, id);
