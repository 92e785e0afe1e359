-- When a person of the office was last told by mail of the prospects that are due: one mail a day.
-- Rows come from the job, one for each person; an account's id and a day, nothing else.
CREATE TABLE prospect_reminders (
  owner_id TEXT PRIMARY KEY,           -- account of the office
  reminded_on TEXT NOT NULL            -- YYYY-MM-DD
);
