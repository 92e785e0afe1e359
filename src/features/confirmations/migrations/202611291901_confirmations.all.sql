-- The yearly confirmation of what is registered. A round comes from the office; its targets, links
-- and mails are made from the registry step by step (prepared_to is the cursor).
CREATE TABLE confirmation_rounds (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- 第1回 of the fiscal year
  state TEXT NOT NULL,                 -- preparing | open | closed
  opened_on TEXT NOT NULL,             -- YYYY-MM-DD
  due_on TEXT NOT NULL,
  reminder_days TEXT NOT NULL,         -- days before the due day: 14,3
  message TEXT NOT NULL,               -- the office's words in the mail
  prepared_to TEXT NOT NULL,           -- id of the last organisation that was looked at
  opened_by_name TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,           -- 0 = not yet
  version BIGINT NOT NULL,
  erased_on TEXT NOT NULL DEFAULT ''   -- the day who answered went at the end of its term
);
CREATE UNIQUE INDEX confirmation_rounds_by_number ON confirmation_rounds (fiscal_year, number);
CREATE INDEX confirmation_rounds_by_state ON confirmation_rounds (state);
CREATE TABLE confirmation_targets (
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  organisation_id TEXT NOT NULL,
  member_no TEXT NOT NULL,             -- as they were when the round began, for order and lists
  name TEXT NOT NULL,
  state TEXT NOT NULL,                 -- silent | unchanged | changed | gone
  has_mail BIGINT NOT NULL,            -- 0: no address, to be called
  mailed_at BIGINT NOT NULL,           -- 0 = no mail
  reminded_for TEXT NOT NULL,          -- the reminder day that was mailed for, '' = none
  way TEXT NOT NULL,                   -- link | member | telephone | ''
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT NOT NULL,         -- 0 = not yet
  note TEXT NOT NULL,                  -- of a telephone call
  PRIMARY KEY (round_id, organisation_id)
);
CREATE INDEX confirmation_targets_by_no
  ON confirmation_targets (round_id, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_answer
  ON confirmation_targets (round_id, state, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_state
  ON confirmation_targets (round_id, state, has_mail, member_no, organisation_id);
CREATE INDEX confirmation_targets_by_reminder
  ON confirmation_targets (round_id, state, has_mail, reminded_for);
CREATE TABLE confirmation_links (
  token_hash TEXT PRIMARY KEY,         -- SHA-256
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  organisation_id TEXT NOT NULL,
  sent_to_name TEXT NOT NULL,          -- whose answer it is
  expires_at BIGINT NOT NULL
);
CREATE INDEX confirmation_links_by_round ON confirmation_links (round_id, organisation_id);
CREATE INDEX confirmation_links_by_expiry ON confirmation_links (expires_at);
