-- 反社会的勢力の確認 (R-5.1.2.c): one row per subject and round, made by the office's review, or by
-- the register of re-checks. What it holds is sealed.
CREATE TABLE screenings (
  id TEXT PRIMARY KEY,
  subject_noun TEXT NOT NULL,          -- application | organisation
  subject_id TEXT NOT NULL,
  round BIGINT NOT NULL,               -- 1, 2 ... of the same subject
  cause TEXT NOT NULL,                 -- application | yearly | officers
  turn TEXT NOT NULL,                  -- whose: office | second | prefecture | done
  content TEXT NOT NULL,               -- sealed JSON, bound to the row's id
  organisation_id TEXT NOT NULL,       -- '' until the applicant is a member
  next_check_on TEXT NOT NULL,         -- of the organisation's newest file; '' = none is due
  next_cause TEXT NOT NULL,            -- why then: yearly | officers; '' = none
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX screenings_by_subject ON screenings (subject_noun, subject_id, round);
CREATE INDEX screenings_by_turn ON screenings (turn, id);
CREATE INDEX screenings_by_organisation ON screenings (organisation_id, id);
CREATE INDEX screenings_by_next_check ON screenings (next_check_on, id) WHERE next_check_on <> '';
