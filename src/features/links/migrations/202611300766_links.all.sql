-- リンク切れ: addresses that published articles lead to. Rows come from the nightly reading of the
-- articles; what became of each from the program itself, or from the site that it is on.
CREATE TABLE link_targets (
  address TEXT PRIMARY KEY,            -- /news/x#b-2, https://www.example.jp/
  kind TEXT NOT NULL,                  -- internal | external
  state TEXT NOT NULL,                 -- unchecked | ok | unsure | broken | refused
  status BIGINT NOT NULL,              -- of HTTP; 0 = none came
  trouble TEXT NOT NULL,
  failures BIGINT NOT NULL,            -- in a row
  failing_since BIGINT NOT NULL,       -- 0 = it is well
  checked_at BIGINT NOT NULL,          -- 0 = never
  next_at BIGINT NOT NULL              -- when it is asked again
);
CREATE INDEX link_targets_by_state ON link_targets (state, failing_since, address);
CREATE INDEX link_targets_by_next ON link_targets (kind, next_at, address);
CREATE TABLE link_uses (
  address TEXT NOT NULL REFERENCES link_targets (address),
  item_id TEXT NOT NULL,               -- of publishing
  item_title TEXT NOT NULL,
  item_path TEXT NOT NULL,
  words TEXT NOT NULL,                 -- of the link
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  round TEXT NOT NULL,                 -- the nightly reading that saw it last
  told_at BIGINT NOT NULL,             -- when the owner was told that it is broken; 0 = not
  PRIMARY KEY (address, item_id)
);
CREATE INDEX link_uses_by_item ON link_uses (item_id, address);
CREATE INDEX link_uses_by_round ON link_uses (round, address);
CREATE INDEX link_uses_by_owner ON link_uses (owner_id, address);
