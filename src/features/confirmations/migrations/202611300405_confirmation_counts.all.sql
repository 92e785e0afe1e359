-- How many targets of a round stand how, kept with every change of a target, so that a page or the
-- office's home reads ten rows and not 50,000. Rows come from the targets' own writes.
CREATE TABLE confirmation_counts (
  round_id TEXT NOT NULL REFERENCES confirmation_rounds (id),
  state TEXT NOT NULL,                 -- as in confirmation_targets
  has_mail BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (round_id, state, has_mail)
);
INSERT INTO confirmation_counts (round_id, state, has_mail, number)
  SELECT round_id, state, has_mail, count(*) FROM confirmation_targets
  GROUP BY round_id, state, has_mail;
