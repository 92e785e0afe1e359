-- ウェブアクセシビリティ方針 (conventions C-1): what the office has published, edition by edition.
CREATE TABLE accessibility_policies (
  number BIGINT PRIMARY KEY,           -- 1, 2, 3 ...: frozen
  scope TEXT NOT NULL,
  goal TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  contact TEXT NOT NULL,
  published_on TEXT NOT NULL,          -- YYYY-MM-DD
  published_by_name TEXT NOT NULL,
  published_at BIGINT NOT NULL
);
-- The one that is being written: a single row, once somebody has begun.
CREATE TABLE accessibility_policy_draft (
  id TEXT PRIMARY KEY,                 -- 'draft'
  scope TEXT NOT NULL,
  goal TEXT NOT NULL,
  due TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  extra TEXT NOT NULL,
  contact TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
-- 試験: begun by the office, once a year for each site.
CREATE TABLE accessibility_trials (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,                  -- public | members
  fiscal_year BIGINT NOT NULL,
  state TEXT NOT NULL,                 -- running | published | discarded
  number BIGINT NOT NULL,              -- of the published ones, 1, 2, 3 ...; 0 before
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,               -- '' = not yet said
  seed TEXT NOT NULL,
  random_count BIGINT NOT NULL,        -- how many were to be drawn
  pages_least BIGINT NOT NULL,         -- with fewer (of a larger site) nothing conforms
  scope_count BIGINT NOT NULL,
  scope_sha256 TEXT NOT NULL,          -- of the addresses of accessibility_scope, a line each
  scope_words TEXT NOT NULL,
  excluded TEXT NOT NULL,              -- addresses left out, a line each
  technologies TEXT NOT NULL,
  tools TEXT NOT NULL,                 -- browsers, readers and programs of the people
  remarks TEXT NOT NULL,
  degree TEXT NOT NULL,                -- of the published ones; '' before
  frozen TEXT NOT NULL,                -- JSON of the paper; '' before
  sha256 TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  published_by_name TEXT NOT NULL,
  published_on TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- 0 = not yet
  version BIGINT NOT NULL
);
CREATE INDEX accessibility_trials_by_site ON accessibility_trials (site, fiscal_year, state);
CREATE INDEX accessibility_trials_by_state ON accessibility_trials (state, id);
CREATE UNIQUE INDEX accessibility_trials_by_number ON accessibility_trials (number)
  WHERE number > 0;
-- All pages that a trial could draw from, as they were when it began.
CREATE TABLE accessibility_scope (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (trial_id, path)
);
-- The pages that are tested, and what became of the automatic check of each.
CREATE TABLE accessibility_pages (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  position BIGINT NOT NULL,            -- 1, 2, 3 ...: how verdicts name it
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,                   -- representative | random
  check_state TEXT NOT NULL,           -- unchecked | checked | could_not
  trouble TEXT NOT NULL,               -- why it could not be checked
  checked_at BIGINT NOT NULL,          -- 0 = never
  PRIMARY KEY (trial_id, position)
);
CREATE UNIQUE INDEX accessibility_pages_by_path ON accessibility_pages (trial_id, path);
-- Runs of the automatic check: read in by the command or from its file; never changed.
CREATE TABLE accessibility_checks (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  tool TEXT NOT NULL,
  pages BIGINT NOT NULL,
  could_not BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  taken_by_name TEXT NOT NULL,
  taken_at BIGINT NOT NULL
);
CREATE INDEX accessibility_checks_by_trial ON accessibility_checks (trial_id, id);
-- What the newest check of a page found: one row for each rule and criterion.
CREATE TABLE accessibility_findings (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  position BIGINT NOT NULL,
  criterion TEXT NOT NULL,             -- 1.4.3
  rule TEXT NOT NULL,                  -- color-contrast
  help TEXT NOT NULL,
  nodes BIGINT NOT NULL,
  example TEXT NOT NULL,               -- the markup of the first place
  PRIMARY KEY (trial_id, position, criterion, rule)
);
CREATE INDEX accessibility_findings_by_criterion ON accessibility_findings (trial_id, criterion);
-- A person's verdict on one criterion over all tested pages.
CREATE TABLE accessibility_verdicts (
  trial_id TEXT NOT NULL REFERENCES accessibility_trials (id),
  criterion TEXT NOT NULL,
  applies TEXT NOT NULL,               -- '' | yes | no
  result TEXT NOT NULL,                -- '' | pass | fail
  all_pages BIGINT NOT NULL,           -- 1 = looked at on every tested page
  failing TEXT NOT NULL,               -- positions of pages that fail, comma separated
  methods TEXT NOT NULL,               -- AC AF HC, space separated
  note TEXT NOT NULL,                  -- for the public page
  evidence TEXT NOT NULL,              -- how it was looked at; the office's and the prefecture's
  file_id TEXT NOT NULL,               -- '' = none
  judged_by_name TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (trial_id, criterion)
);
-- 改善課題: what is to be mended, by whom and when.
CREATE TABLE accessibility_issues (
  id TEXT PRIMARY KEY,
  trial_id TEXT NOT NULL,              -- '' = of no trial
  site TEXT NOT NULL,
  criterion TEXT NOT NULL,
  place TEXT NOT NULL,                 -- address, or words
  title TEXT NOT NULL,
  plan TEXT NOT NULL,                  -- 今後の対応方針: shown on the public page
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,                 -- open | doing | done
  outcome TEXT NOT NULL,
  done_on TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX accessibility_issues_by_state ON accessibility_issues (state, due_on, id);
CREATE INDEX accessibility_issues_by_trial ON accessibility_issues (trial_id, id);
