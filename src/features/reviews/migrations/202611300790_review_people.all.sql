-- 審査者 ≠ 決裁者 (R-5.1.2.b): everybody who ever took part in a review, whatever was overwritten
-- since. Rows come with claiming, answering and handing on; none is ever changed or taken out.
CREATE TABLE review_people (
  application_id TEXT NOT NULL REFERENCES reviews (application_id),
  account_id TEXT NOT NULL,
  PRIMARY KEY (application_id, account_id)
);
INSERT INTO review_people (application_id, account_id)
  SELECT application_id, reviewer_id FROM reviews
  UNION
  SELECT application_id, answered_by FROM review_answers;
