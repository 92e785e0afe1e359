-- 名寄せ: proposals, merges with everything needed to undo them.
CREATE TABLE merge_proposals (
  id TEXT PRIMARY KEY,
  organisation_a TEXT NOT NULL REFERENCES organisations (id),  -- the one proposed to stay
  organisation_b TEXT NOT NULL,        -- an organisation, or '' when it is still a roster row
  import_id TEXT NOT NULL,             -- '' unless from a roster row
  row BIGINT NOT NULL,
  reason TEXT NOT NULL,                -- 法人番号が同じ・電話番号が同じ
  score BIGINT NOT NULL,               -- 0..100
  state TEXT NOT NULL,                 -- open | merged | dismissed (never proposed again) |
                                       -- void (no longer alike; opens again when alike again)
  decided_by TEXT NOT NULL,
  decided_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX merge_proposals_by_state ON merge_proposals (state, score, id);
CREATE INDEX merge_proposals_by_a ON merge_proposals (organisation_a, state);
CREATE INDEX merge_proposals_by_b ON merge_proposals (organisation_b, state);
CREATE INDEX merge_proposals_by_import ON merge_proposals (import_id, row);
CREATE INDEX merge_proposals_pairs ON merge_proposals (state, score, id)
  WHERE organisation_b <> '';
CREATE INDEX merge_proposals_rows ON merge_proposals (state, score, id)
  WHERE organisation_b = '';

CREATE TABLE merges (
  id TEXT PRIMARY KEY,
  kept_id TEXT NOT NULL REFERENCES organisations (id),
  gone_id TEXT NOT NULL,               -- '' when a roster row was merged in
  proposal_id TEXT NOT NULL,
  choices TEXT NOT NULL,               -- JSON: field -> left (kept) | right (gone) | both
  snapshot TEXT NOT NULL,              -- JSON: both organisations and their people, before and
                                       -- after; the undo restores the one if it finds the other
  kept_name TEXT NOT NULL,             -- as they were called then, for lists
  gone_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,                 -- done | undone
  merged_by TEXT NOT NULL,
  merged_by_name TEXT NOT NULL,
  merged_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX merges_by_kept ON merges (kept_id, merged_at);
CREATE INDEX merges_by_gone ON merges (gone_id);
CREATE INDEX merges_by_time ON merges (merged_at);
-- Who went into whom: former names stay findable, and a page leads to the one that was kept.
CREATE INDEX organisations_by_merged_into ON organisations (merged_into)
  WHERE merged_into <> '';

-- 候補を探し直す: a walk over all organisations in steps, each one transaction.
CREATE TABLE proposal_searches (
  id TEXT PRIMARY KEY,
  after_id TEXT NOT NULL,              -- the last organisation that was looked at
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  found BIGINT NOT NULL,               -- proposals made or opened again
  state TEXT NOT NULL,                 -- running | done
  started_by_name TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX proposal_searches_by_time ON proposal_searches (started_at, id);
