-- What a public register of companies answered about a number (conventions C-3), kept for 30 days
-- so that it is not asked again. Filled by core/registers when somebody of the office looks it up.
CREATE TABLE register_answers (
  source TEXT NOT NULL,                -- nta | gbizinfo
  corporate_number TEXT NOT NULL,
  answer TEXT NOT NULL,                -- as it came: XML or JSON
  fetched_at BIGINT NOT NULL,
  PRIMARY KEY (source, corporate_number)
);
