-- What members ask for: changes of key fields, 担当者の交代, 休会・復会・退会・合併. Rows come from a member's
-- administrator, or from a contact person by a mailed link; drafts go after 30 days, the rest
-- stays.
CREATE TABLE change_requests (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,         -- of the receipt number; 0 for a draft
  number BIGINT NOT NULL,              -- 変更R6-0012 is 12
  organisation_id TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as it was when it was sent, for lists
  kind TEXT NOT NULL,                  -- details | contact | pause | resume | withdrawal | merger
  state TEXT NOT NULL,                 -- draft waiting asked scheduled done declined taken_back
  route TEXT NOT NULL,                 -- member | link
  effective_on TEXT NOT NULL,          -- YYYY-MM-DD; '' = the day it is confirmed
  reason TEXT NOT NULL,
  before_values TEXT NOT NULL,         -- JSON: field -> text of the registry that the wish is about
  wanted_values TEXT NOT NULL,         -- JSON: field -> text
  accepted TEXT NOT NULL,              -- JSON list of the fields that the office took over
  other_id TEXT NOT NULL,              -- merger: the member that stays; contact: who leaves
  file_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  verdict TEXT NOT NULL,               -- the office's words for the member
  trouble TEXT NOT NULL,               -- why it could not be carried out on its day, for the office
  made_by TEXT NOT NULL,               -- account id, '' by link
  made_by_name TEXT NOT NULL,
  decided_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,             -- 0 for a draft
  decided_at BIGINT NOT NULL,          -- 0 = not yet
  done_at BIGINT NOT NULL,             -- 0 = not yet
  version BIGINT NOT NULL,             -- optimistic lock
  erased_on TEXT NOT NULL DEFAULT ''   -- the day its contents went at the end of their term
);
CREATE UNIQUE INDEX change_requests_by_number ON change_requests (fiscal_year, number)
  WHERE number > 0;
CREATE INDEX change_requests_by_state ON change_requests (state, sent_at, id);
CREATE INDEX change_requests_by_sent ON change_requests (sent_at, id);
CREATE INDEX change_requests_by_organisation ON change_requests (organisation_id, created_at, id);
CREATE INDEX change_requests_by_day ON change_requests (state, effective_on, id);
