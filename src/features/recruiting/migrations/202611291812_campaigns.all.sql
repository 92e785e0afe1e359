-- Campaigns (募集施策) with a referral link of their own; how often a link was opened and a form
-- begun, by day and without anybody's data; and applications that may be a prospect's, until a
-- person says.
CREATE TABLE campaigns (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,                  -- KMT-EXPO: printed on paper, so it never changes
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,             -- YYYY-MM-DD
  ends_on TEXT NOT NULL,               -- '' = no end
  channel TEXT NOT NULL,               -- event leaflet mail website visit media partner other
  audience TEXT NOT NULL,              -- whom it is for, in words
  target BIGINT,                       -- new members that it should bring
  cost_yen BIGINT,
  note TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX campaigns_of_code ON campaigns (code);
CREATE INDEX campaigns_by_start ON campaigns (starts_on, id);

-- Sums by day, counted up as it happens. No row tells who.
CREATE TABLE campaign_days (
  campaign_id TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  day TEXT NOT NULL,                   -- YYYY-MM-DD
  opened BIGINT NOT NULL,              -- the link was followed
  begun BIGINT NOT NULL,               -- the form of an application was begun
  PRIMARY KEY (campaign_id, day)
);

CREATE TABLE prospect_matches (
  application_id TEXT NOT NULL,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  shared TEXT NOT NULL,                -- what agrees, in words
  state TEXT NOT NULL,                 -- open linked dismissed
  decided_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (application_id, prospect_id)
);
CREATE INDEX prospect_matches_by_state ON prospect_matches (state, created_at, application_id);
CREATE INDEX prospect_matches_by_prospect ON prospect_matches (prospect_id, state);
