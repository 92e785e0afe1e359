-- Applications for membership (入会申込): what was typed while it is a draft, the application itself
-- from the day of receipt, its people, consents, files, requests to supplement (補正), and the links
-- by which an applicant without an account comes back. Columns of the organisation are named as in
-- `organisations`, so that an approved application becomes a member without retyping.
CREATE TABLE applications (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,                 -- draft received supplement reviewing awaiting_decision
                                       -- approved registered declined withdrawn
  is_open BIGINT NOT NULL,             -- 1: received and not yet ended: stands in the queue
  receipt_no TEXT NOT NULL,            -- R6-0012, '' while a draft
  receipt_year BIGINT NOT NULL,        -- fiscal year 2024, 0 while a draft
  receipt_number BIGINT NOT NULL,      -- 12, 0 while a draft
  intake_route TEXT NOT NULL,          -- web paper telephone mail visit (受付経路)
  referral_code TEXT NOT NULL,         -- the campaign or contact that led here, '' unknown
  email TEXT NOT NULL,                 -- where links and notices go, '' for paper without one
  email_key TEXT NOT NULL,             -- SHA-256 of it: how many letters went there lately
  email_verified_at BIGINT,            -- NULL until a mailed link was used
  typed TEXT NOT NULL,                 -- JSON: field -> text as typed; kept as it was submitted
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  corporate_number TEXT NOT NULL,
  category TEXT NOT NULL,
  industry TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  address TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  employees BIGINT,
  capital_yen BIGINT,
  telephone TEXT NOT NULL,
  fax TEXT NOT NULL,
  website TEXT NOT NULL,
  interests TEXT NOT NULL,             -- joined by a line feed
  uses_platform BIGINT NOT NULL,
  note TEXT NOT NULL,                  -- what the applicant wants the secretariat to know
  name_key TEXT NOT NULL,              -- for matching only (conventions C-13)
  telephone_key TEXT NOT NULL,
  domain_key TEXT NOT NULL,
  received_at BIGINT,
  received_on TEXT NOT NULL,           -- YYYY-MM-DD, '' while a draft
  due_on TEXT NOT NULL,                -- end of the standard period, moved by waiting for 補正
  waited_days BIGINT NOT NULL,         -- business days that supplements took; not the office's
  review_begun BIGINT NOT NULL,        -- 1: a supplement that is answered returns to reviewing
  decided_at BIGINT,
  decided_on TEXT NOT NULL,            -- the day of approval or refusal: KPI-01 counts by it
  first_time BIGINT NOT NULL,          -- at the decision: never a member before (A-18)
  ended_on TEXT NOT NULL,              -- registered, declined or withdrawn
  organisation_id TEXT NOT NULL,       -- the member that it became, '' until registered
  assigned_to TEXT NOT NULL,           -- account id, '' nobody
  assigned_to_name TEXT NOT NULL,
  entered_by TEXT NOT NULL,            -- account id of who typed a paper or telephone application
  entered_by_name TEXT NOT NULL,
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX applications_of_receipt ON applications (receipt_year, receipt_number)
  WHERE receipt_number > 0;
CREATE INDEX applications_by_receipt_no ON applications (receipt_no);
CREATE INDEX applications_by_open ON applications (is_open, received_on, id);
CREATE INDEX applications_by_state ON applications (state, received_on, id);
CREATE INDEX applications_by_received_on ON applications (received_on, id);
CREATE INDEX applications_by_assigned ON applications (assigned_to, is_open, received_on, id);
CREATE INDEX applications_by_due ON applications (is_open, due_on, id);
CREATE INDEX applications_by_decided_on ON applications (decided_on, first_time, id);
CREATE INDEX applications_by_email ON applications (email_key, created_at);
CREATE INDEX applications_by_organisation ON applications (organisation_id);
CREATE INDEX applications_by_corporate_number ON applications (corporate_number);
CREATE INDEX applications_by_name_key ON applications (name_key);
CREATE INDEX applications_by_telephone_key ON applications (telephone_key);
CREATE INDEX applications_of_drafts ON applications (updated_at) WHERE state = 'draft';

-- The contact person (position 0) and further people, columns as in `people`.
CREATE TABLE application_people (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  department TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  is_primary BIGINT NOT NULL,
  is_administrator BIGINT NOT NULL,
  position BIGINT NOT NULL
);
CREATE INDEX application_people_by_application ON application_people (application_id, position);

-- What was agreed to: which text in which version, when, from where. Never changed.
CREATE TABLE application_consents (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- rules | privacy | anti_social
  text_version TEXT NOT NULL,          -- 2024-04
  text_sha256 TEXT NOT NULL,           -- of the words that were shown
  medium TEXT NOT NULL,                -- web | paper | telephone | mail | visit
  agreed_by TEXT NOT NULL,             -- who agreed, as typed: the contact person
  agreed_at BIGINT NOT NULL,
  address TEXT NOT NULL                -- the client's address; '' when staff recorded a paper
);
CREATE INDEX application_consents_by_application ON application_consents (application_id, kind);

CREATE TABLE application_files (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  file_id TEXT NOT NULL,               -- core/files
  supplement_id TEXT NOT NULL,         -- '' = with the application itself
  added_at BIGINT NOT NULL
);
CREATE INDEX application_files_by_application ON application_files (application_id, id);
CREATE INDEX application_files_by_file ON application_files (file_id);

-- 補正: open -> answered | cancelled (withdrawn or decided without it). One open at a time.
CREATE TABLE application_supplements (
  id TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,              -- 1, 2 ... of this application
  state TEXT NOT NULL,
  request TEXT NOT NULL,               -- what is asked, in words
  fields TEXT NOT NULL,                -- names of the fields that are open, with commas
  wants_files BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_on TEXT NOT NULL,
  answer_due_on TEXT NOT NULL,
  answered_at BIGINT,
  answered_on TEXT NOT NULL,
  answered_by_name TEXT NOT NULL,      -- who of the office recorded it, '' = the applicant
  answer TEXT NOT NULL,                -- the applicant's words
  before TEXT NOT NULL,                -- JSON: only the fields that changed
  after TEXT NOT NULL
);
CREATE UNIQUE INDEX application_supplements_by_application
  ON application_supplements (application_id, number);
CREATE UNIQUE INDEX application_supplements_open ON application_supplements (application_id)
  WHERE state = 'open';

-- How an applicant without an account comes back. A token stands here only as SHA-256.
CREATE TABLE application_links (
  token_hash TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- draft (cookie) | resume (mailed) | status (mailed)
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX application_links_by_application ON application_links (application_id, purpose);
CREATE INDEX application_links_by_expiry ON application_links (expires_at);

-- Letters to an address that nobody has proved yet, so that the form cannot be used to flood it.
CREATE TABLE application_letters (
  id TEXT PRIMARY KEY,
  email_key TEXT NOT NULL,
  sent_at BIGINT NOT NULL
);
CREATE INDEX application_letters_by_email ON application_letters (email_key, sent_at);
CREATE INDEX application_letters_by_time ON application_letters (sent_at);
