-- The words that consents were given to, each version as it was shown. Rows come with the first
-- consent to a version, or in the night after an update brought one; they never change or go.
CREATE TABLE consent_texts (
  id TEXT PRIMARY KEY,                 -- SHA-256: application_consents.text_sha256
  kind TEXT NOT NULL,                  -- rules | privacy | anti_social
  version TEXT NOT NULL,               -- 2024-04
  title TEXT NOT NULL,
  markdown TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
CREATE INDEX consent_texts_by_version ON consent_texts (version);
