-- Prospects (入会見込みの団体): whom the office wants to win, what was done, and where each stands.
-- Columns of the organisation are named as in `organisations`, so that a prospect becomes an
-- application and a member without retyping. Rows come from the office's form and from lists.
CREATE TABLE prospects (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,                  -- P7KX2M9Q: its own referral link, see applications
  stage TEXT NOT NULL,                 -- candidate approached invited applied joined lost
  is_open BIGINT NOT NULL,             -- 1: candidate approached invited applied
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,      -- 13 digits or ''
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  employees BIGINT,
  telephone TEXT NOT NULL,
  website TEXT NOT NULL,
  note TEXT NOT NULL,                  -- the office's memo: it may name anybody
  contact_name TEXT NOT NULL,
  contact_department TEXT NOT NULL,
  contact_title TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  contact_telephone TEXT NOT NULL,
  source TEXT NOT NULL,                -- 流入元: campaign event introduction website ... other
  source_note TEXT NOT NULL,           -- who introduced them, which event
  campaign_id TEXT NOT NULL,           -- '' = none
  owner_id TEXT NOT NULL,              -- account of the office, '' nobody
  owner_name TEXT NOT NULL,
  next_action TEXT NOT NULL,
  next_action_on TEXT NOT NULL,        -- YYYY-MM-DD, '' = no day
  lost_reason TEXT NOT NULL,           -- code, '' unless lost
  lost_note TEXT NOT NULL,
  moved_on TEXT NOT NULL,              -- the day of the last move
  application_id TEXT NOT NULL,        -- '' until an application is linked
  organisation_id TEXT NOT NULL,       -- the member that it became
  import_id TEXT NOT NULL,             -- '' unless it came with a list
  name_key TEXT NOT NULL,              -- for matching only (conventions C-13)
  telephone_key TEXT NOT NULL,
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX prospects_of_code ON prospects (code);
CREATE UNIQUE INDEX prospects_of_application ON prospects (application_id)
  WHERE application_id <> '';
CREATE INDEX prospects_by_stage ON prospects (stage, updated_at, id);
CREATE INDEX prospects_by_open ON prospects (is_open, updated_at, id);
CREATE INDEX prospects_by_updated ON prospects (updated_at, id);
CREATE INDEX prospects_by_due ON prospects (is_open, next_action_on, id);
CREATE INDEX prospects_by_owner ON prospects (owner_id, is_open, next_action_on, id);
CREATE INDEX prospects_by_campaign ON prospects (campaign_id, updated_at, id);
CREATE INDEX prospects_by_import ON prospects (import_id, id);
CREATE INDEX prospects_by_organisation ON prospects (organisation_id);
CREATE INDEX prospects_by_corporate_number ON prospects (corporate_number);
CREATE INDEX prospects_by_name_key ON prospects (name_key);
CREATE INDEX prospects_by_telephone_key ON prospects (telephone_key);

-- 企業訪問・電話・メールなど: who met whom, what was said. Corrected, never deleted.
CREATE TABLE prospect_contacts (
  id TEXT PRIMARY KEY,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- visit telephone mail meeting event
  happened_on TEXT NOT NULL,           -- YYYY-MM-DD
  ours TEXT NOT NULL,                  -- who of the office, as typed
  theirs TEXT NOT NULL,                -- whom they met
  summary TEXT NOT NULL,
  next_action TEXT NOT NULL,           -- what was agreed to do next, as it stood then
  next_action_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL,           -- account id
  recorded_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX prospect_contacts_by_prospect
  ON prospect_contacts (prospect_id, happened_on, created_at, id);
CREATE INDEX prospect_contacts_by_day ON prospect_contacts (happened_on, kind);

-- Every move of a prospect from stage to stage; the last one is where it stands.
CREATE TABLE prospect_moves (
  id TEXT PRIMARY KEY,
  prospect_id TEXT NOT NULL REFERENCES prospects (id) ON DELETE CASCADE,
  from_stage TEXT NOT NULL,            -- '' = it was made
  to_stage TEXT NOT NULL,
  happened_on TEXT NOT NULL,           -- YYYY-MM-DD
  cause TEXT NOT NULL,                 -- made edit contact application member import undo
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL,                -- a lost one: in words
  moved_by_name TEXT NOT NULL,
  moved_at BIGINT NOT NULL
);
CREATE INDEX prospect_moves_by_prospect ON prospect_moves (prospect_id, moved_at, id);
