-- The words that somebody chose by, each version as it was shown. Rows come with the first choice
-- by a version, or in the night after an update brought one; they never change or go.
CREATE TABLE mail_consent_texts (
  id TEXT PRIMARY KEY,                 -- the version: mail_consents.wording
  news TEXT NOT NULL,
  member_pr TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
