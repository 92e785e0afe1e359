-- What a public register of companies said about an applicant's number (R-5.1.2.b, C-3): evidence,
-- made when somebody of the office pressed the button; never changed.
CREATE TABLE review_lookups (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  source TEXT NOT NULL,                -- nta | gbizinfo
  corporate_number TEXT NOT NULL,
  name TEXT NOT NULL,                  -- '' when the register knows no such number
  address TEXT NOT NULL,
  close_date TEXT NOT NULL,            -- '' = it exists
  close_cause TEXT NOT NULL,
  updated_on TEXT NOT NULL,            -- of the register's record
  answer TEXT NOT NULL,                -- as it came
  answer_sha256 TEXT NOT NULL,
  fetched_at BIGINT NOT NULL,          -- when the register answered: up to 30 days before
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL
);
CREATE INDEX review_lookups_by_application ON review_lookups (application_id, id);
