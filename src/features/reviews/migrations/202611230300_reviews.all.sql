-- 審査と決裁 (R-5.1.2.b, d): the prefecture's criteria in versions, made by the manager and confirmed
-- by the prefecture; the answers of each application; inquiries by mail link; notices.
CREATE TABLE review_criteria_sets (
  id TEXT PRIMARY KEY,
  number BIGINT NOT NULL,              -- 第1版
  state TEXT NOT NULL,                 -- draft | sent | confirmed
  note TEXT NOT NULL,                  -- why it was made, for the prefecture
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  sent_by_name TEXT NOT NULL,
  sent_at BIGINT,
  confirmed_by_name TEXT NOT NULL,
  confirmed_at BIGINT,
  version BIGINT NOT NULL              -- optimistic lock
);
CREATE UNIQUE INDEX review_criteria_sets_by_number ON review_criteria_sets (number);
CREATE INDEX review_criteria_sets_by_state ON review_criteria_sets (state, number);
CREATE TABLE review_criteria (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  guide TEXT NOT NULL                  -- how to judge
);
CREATE UNIQUE INDEX review_criteria_by_set ON review_criteria (set_id, position);
CREATE TABLE review_criteria_comments (
  id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  account_name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX review_criteria_comments_by_set ON review_criteria_comments (set_id, created_at);

CREATE TABLE reviews (
  application_id TEXT PRIMARY KEY,
  set_id TEXT NOT NULL REFERENCES review_criteria_sets (id),
  state TEXT NOT NULL,                 -- open | ready | approved | declined | ended (withdrawn)
  reviewer_id TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  opinion TEXT NOT NULL,               -- the reviewer's, for the decider: approve | decline | ''
  opinion_words TEXT NOT NULL,
  ready_at BIGINT,
  decided_by TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  decided_at BIGINT,
  decision_note TEXT NOT NULL,         -- for the house and the prefecture, never for the applicant
  invitations TEXT NOT NULL,           -- JSON list of {account, outcome}: sent | taken | no_address
  began_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX reviews_by_state ON reviews (state, application_id);
CREATE INDEX reviews_by_reviewer ON reviews (reviewer_id, state);
CREATE TABLE review_answers (
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  criterion_id TEXT NOT NULL REFERENCES review_criteria (id),
  answer TEXT NOT NULL,                -- fit | unfit | held
  grounds TEXT NOT NULL,
  file_id TEXT NOT NULL,               -- '' = no evidence
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_by_name TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (application_id, criterion_id)
);
CREATE TABLE review_inquiries (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  about TEXT NOT NULL,                 -- opinion | screening, whose words stand sealed there
  screening_id TEXT NOT NULL,
  question TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  officer_name TEXT NOT NULL,
  token_hash TEXT NOT NULL,            -- SHA-256; '' once it is used or over
  state TEXT NOT NULL,                 -- waiting | answered | ended
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  words TEXT NOT NULL,
  answered_at BIGINT
);
CREATE INDEX review_inquiries_by_application ON review_inquiries (application_id, asked_at);
CREATE INDEX review_inquiries_by_state ON review_inquiries (state, expires_at);
CREATE UNIQUE INDEX review_inquiries_by_token ON review_inquiries (token_hash)
  WHERE token_hash <> '';
CREATE TABLE review_notices (
  application_id TEXT PRIMARY KEY REFERENCES reviews (application_id),
  kind TEXT NOT NULL,                  -- approved | declined
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- within the fiscal year
  issued_on TEXT NOT NULL,
  model TEXT NOT NULL,                 -- JSON: what is printed, as it was at the decision
  state TEXT NOT NULL,                 -- ordered | ready | failed
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  made_at BIGINT,
  mailed_at BIGINT                     -- NULL: not mailed (no address, or not yet)
);
CREATE UNIQUE INDEX review_notices_by_number ON review_notices (fiscal_year, number);
