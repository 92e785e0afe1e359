-- The registry: organisations, their people, the history of every field, and the events from which
-- the number of members is computed (R-2.3: never from a counter). Names are stored as written;
-- *_key columns are for matching only (conventions C-13).
CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  member_no TEXT NOT NULL,             -- K0001; '' until one is given
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,      -- 13 digits or ''
  category TEXT NOT NULL,              -- company | body | university | government
  industry TEXT NOT NULL,              -- JSIC division A..T or ''
  municipality_code TEXT NOT NULL,     -- 6 digits, '' unknown
  postal_code TEXT NOT NULL,           -- 860-0001 or ''
  address TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  employees BIGINT,
  capital_yen BIGINT,
  telephone TEXT NOT NULL,
  fax TEXT NOT NULL,
  website TEXT NOT NULL,
  interests TEXT NOT NULL,             -- joined by a line feed
  uses_platform BIGINT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,                 -- active | paused | suspended | withdrawn | merged
  joined_on TEXT NOT NULL,             -- YYYY-MM-DD or ''
  left_on TEXT NOT NULL,
  merged_into TEXT NOT NULL,           -- organisation id, '' unless state = merged
  open_defects BIGINT NOT NULL,        -- what an import found and nobody has settled yet
  name_key TEXT NOT NULL,
  telephone_key TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  member_no_key BIGINT NOT NULL,       -- 487 of K0487, 0 outside that series
  version BIGINT NOT NULL,             -- optimistic lock: a save names the version it saw
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX organisations_by_member_no ON organisations (member_no, id);
-- A number is one member's. What was merged keeps the number that its papers carry.
CREATE UNIQUE INDEX organisations_of_member_no ON organisations (member_no)
  WHERE member_no <> '' AND state <> 'merged';
CREATE INDEX organisations_by_member_no_key ON organisations (member_no_key);
CREATE INDEX organisations_by_state ON organisations (state, member_no, id);
CREATE INDEX organisations_by_industry ON organisations (industry, member_no, id);
CREATE INDEX organisations_by_municipality ON organisations (municipality_code, member_no, id);
CREATE INDEX organisations_by_name_kana ON organisations (name_kana, id);
CREATE INDEX organisations_by_joined_on ON organisations (joined_on, id);
CREATE INDEX organisations_by_updated_at ON organisations (updated_at, id);
CREATE INDEX organisations_by_open_defects ON organisations (open_defects, member_no, id);
CREATE INDEX organisations_by_corporate_number ON organisations (corporate_number);
CREATE INDEX organisations_by_name_key ON organisations (name_key);
CREATE INDEX organisations_by_telephone_key ON organisations (telephone_key);
CREATE INDEX organisations_by_domain_key ON organisations (domain_key);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  department TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  is_primary BIGINT NOT NULL,          -- 主担当: whom the secretariat calls first
  is_administrator BIGINT NOT NULL,    -- 会員管理者: two are recommended
  state TEXT NOT NULL,                 -- active | left
  position BIGINT NOT NULL,            -- order of listing
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX people_by_organisation ON people (organisation_id, state, position);
CREATE INDEX people_by_email ON people (email);

-- One row per changed field. effective_on is when it became true; changed_at when we were told.
CREATE TABLE field_changes (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,             -- '' when the field is the organisation's
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,            -- account id, '' for the system
  changed_by_name TEXT NOT NULL,
  cause TEXT NOT NULL,                 -- edit | import | merge | undo | demo
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX field_changes_by_organisation ON field_changes (organisation_id, changed_at);

-- joined, paused, resumed, suspended, reinstated, withdrawn, expelled, merged, unmerged.
CREATE TABLE membership_events (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL,
  happened_on TEXT NOT NULL,           -- '' when the roster gave no date: counted as baseline
  first_time BIGINT NOT NULL,          -- joined: never a member before (KPI-01, A-18)
  recorded_at BIGINT NOT NULL,
  cause TEXT NOT NULL,
  cause_id TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX membership_events_by_organisation ON membership_events (organisation_id, happened_on);
CREATE INDEX membership_events_by_day ON membership_events (happened_on, kind);
CREATE INDEX membership_events_by_cause ON membership_events (cause_id);

-- The events summed by day, in the same transaction: a figure of 500,000 organisations reads some
-- hundred rows. `doctor` recounts it from the events.
CREATE TABLE membership_days (
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_time BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (day, kind, first_time)
);

-- Filters and columns that a person keeps for the list.
CREATE TABLE saved_views (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,                 -- the list's query string, without paging
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX saved_views_by_account ON saved_views (account_id, position);

-- Every file that left with members' data, and for what (R-9.4.a: no export without a purpose).
CREATE TABLE member_exports (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  format TEXT NOT NULL,                -- csv | csv_cp932 | xlsx
  row_count BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX member_exports_by_time ON member_exports (created_at);
