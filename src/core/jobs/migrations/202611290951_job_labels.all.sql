-- What the office reads about scheduled work: its name for people, the last time that it went well,
-- and when it runs next. Filled at the next run.
ALTER TABLE job_states ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE job_states ADD COLUMN succeeded_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_states ADD COLUMN next_at BIGINT NOT NULL DEFAULT 0;
UPDATE job_states SET succeeded_at = finished_at WHERE failures = 0;
