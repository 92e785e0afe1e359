-- Views of the public site as they were counted: rows come from the counter, once a second. No
-- address, no agent, no account: visit and visitor are random numbers that mean nothing elsewhere.
-- Kept for kRawDays, so that a month can be counted anew.
CREATE TABLE analytics_events (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  hour BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,                  -- page | download | missing | search | outbound
  page TEXT NOT NULL,                  -- a path, a route, or a host
  referrer TEXT NOT NULL,
  device TEXT NOT NULL,
  browser TEXT NOT NULL,
  visit BIGINT NOT NULL,               -- 0: belongs to none
  visitor BIGINT NOT NULL,
  position BIGINT NOT NULL,            -- of a page in its visit, from 1; 0 for what is no page
  words TEXT NOT NULL,
  hits BIGINT NOT NULL
);
CREATE INDEX analytics_events_by_day ON analytics_events (day, kind);
-- Sums by day and by month, added up in the transaction that writes the events.
CREATE TABLE analytics_sums (
  measure TEXT NOT NULL,               -- total | page | landing | exit | referrer | word ...
  span TEXT NOT NULL,                  -- 2024-07-15 or 2024-07
  name TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (measure, span, name)
);
-- The process that counts: its last batch, so that none is added twice.
CREATE TABLE analytics_nodes (
  node TEXT PRIMARY KEY,
  batch BIGINT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX analytics_nodes_by_time ON analytics_nodes (written_at);
-- What people searched for elsewhere before they came: rows come from an imported file, a month at
-- a time.
CREATE TABLE analytics_queries (
  month TEXT NOT NULL,
  words TEXT NOT NULL,
  clicks BIGINT NOT NULL,
  impressions BIGINT NOT NULL,
  rank_hundredths BIGINT NOT NULL,
  PRIMARY KEY (month, words)
);
CREATE INDEX analytics_queries_by_clicks ON analytics_queries (month, clicks, words);

-- Whether the site answered: one row a minute from the probe inside, imported rows from outside.
CREATE TABLE uptime_checks (
  source TEXT NOT NULL,                -- inside | outside
  at BIGINT NOT NULL,
  is_up BIGINT NOT NULL,
  process TEXT NOT NULL,               -- inside: which process looked; '' outside
  PRIMARY KEY (source, at)
);
-- 計画停止: rows come from the office, before they begin.
CREATE TABLE uptime_stops (
  id TEXT PRIMARY KEY,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  agreement TEXT NOT NULL,             -- with the prefecture, outside 平日9–17
  noticed_at BIGINT NOT NULL,
  noticed_by_name TEXT NOT NULL,
  called_off_at BIGINT,
  called_off_by_name TEXT NOT NULL
);
CREATE INDEX uptime_stops_by_time ON uptime_stops (from_at, id);

-- 月次ログ報告書: frozen for a month, numbered, immutable; then submitted, received, commented.
CREATE TABLE site_reports (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,
  version BIGINT NOT NULL,
  month TEXT NOT NULL,                 -- 2024-07
  figures TEXT NOT NULL,               -- JSON: the one model that screen, PDF, XLSX and CSV print
  sha256 TEXT NOT NULL,
  secretariat_comment TEXT NOT NULL,
  state TEXT NOT NULL,                 -- frozen | submitted | received | superseded | discarded
  frozen_by_name TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  submitted_by_name TEXT NOT NULL,
  submitted_at BIGINT,
  received_by_name TEXT NOT NULL,
  received_at BIGINT
);
CREATE UNIQUE INDEX site_reports_by_number ON site_reports (number, version);
CREATE UNIQUE INDEX site_reports_by_month ON site_reports (month, version);
CREATE INDEX site_reports_by_state ON site_reports (state, month);
CREATE TABLE site_report_comments (
  id TEXT PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES site_reports (id),
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX site_report_comments_by_report ON site_report_comments (report_id, created_at);
CREATE TABLE site_report_files (
  report_id TEXT NOT NULL REFERENCES site_reports (id),
  edition TEXT NOT NULL,
  format TEXT NOT NULL,                -- pdf | xlsx | csv | csv_cp932
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,               -- '' until ready
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  ordered_at BIGINT NOT NULL,
  replaced BIGINT NOT NULL,            -- csv_cp932: how many characters became 〓
  PRIMARY KEY (report_id, edition, format)
);
