-- 公開サイトの記事 (R-5.2.2.0b, イ.a): written by the office, sent on as numbered versions, confirmed by
-- the prefecture and by the organisation that was interviewed, published and ended by the clock.
CREATE TABLE content_items (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,                  -- page news dx_case ...: content_type.cc
  path TEXT NOT NULL,                  -- /cases/zumen: where it is, or will be
  state TEXT NOT NULL,                 -- draft review prefecture approved scheduled published ended
  title TEXT NOT NULL,                 -- of the draft, for the office's lists
  owner_id TEXT NOT NULL,
  owner_name TEXT NOT NULL,
  review_on TEXT NOT NULL,             -- day to look at it again, '' = none
  number BIGINT NOT NULL,              -- newest version; 0 = never sent on
  sent_by TEXT NOT NULL,               -- account that sent it on
  is_public BIGINT NOT NULL,
  public_number BIGINT NOT NULL,       -- the version that visitors see, or saw last; 0 = none ever
  public_title TEXT NOT NULL,
  public_lead TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- the first time; 0 = never
  changed_at BIGINT NOT NULL,          -- when the version of now became public
  publish_at BIGINT NOT NULL,          -- the plan; 0 = at once
  expire_at BIGINT NOT NULL,           -- the plan; 0 = stays
  version BIGINT NOT NULL,             -- optimistic lock
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX content_items_by_path ON content_items (path);
CREATE INDEX content_items_by_updated ON content_items (updated_at, id);
CREATE INDEX content_items_by_state ON content_items (state, updated_at, id);
CREATE INDEX content_items_by_type ON content_items (type, updated_at, id);
CREATE INDEX content_items_by_owner ON content_items (owner_id, updated_at, id);
CREATE INDEX content_items_by_review ON content_items (review_on, id) WHERE review_on <> '';
CREATE INDEX content_items_public ON content_items (type, is_public, published_at, id);
CREATE INDEX content_items_by_publish_at ON content_items (state, publish_at, id);
CREATE INDEX content_items_by_expire_at ON content_items (is_public, expire_at, id);
CREATE INDEX content_items_by_published_at ON content_items (published_at, id)
  WHERE published_at > 0;
CREATE INDEX content_items_by_public_title ON content_items (public_title) WHERE is_public = 1;
-- What somebody writes now: one for each item. token changes with every save, so that two people at
-- once are told.
CREATE TABLE content_drafts (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,                  -- Markdown, docs/content-format.md
  language TEXT NOT NULL,              -- ja | en
  fields TEXT NOT NULL,                -- JSON {name: text} of the type's fields
  token TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL
);
-- Frozen when the draft was sent on; never changed.
CREATE TABLE content_versions (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  language TEXT NOT NULL,
  fields TEXT NOT NULL,
  note TEXT NOT NULL,                  -- what was changed, in the writer's words
  saved_by TEXT NOT NULL,
  saved_by_name TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (item_id, number)
);
-- What visitors filter by: written anew whenever a version becomes public, gone when it ends.
CREATE TABLE content_facets (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  type TEXT NOT NULL,
  name TEXT NOT NULL,                  -- industry size municipality_code theme category
  value TEXT NOT NULL,
  published_at BIGINT NOT NULL,        -- of the item: the order of lists
  PRIMARY KEY (item_id, name, value)
);
CREATE INDEX content_facets_by_value ON content_facets (type, name, value, published_at, item_id);
-- Addresses that an item had; they lead to the one it has now.
CREATE TABLE content_redirects (
  from_path TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  made_at BIGINT NOT NULL
);
CREATE INDEX content_redirects_by_item ON content_redirects (item_id);
-- The steps that an item took; never changed.
CREATE TABLE content_moves (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  late_ms BIGINT NOT NULL,             -- of a planned step: how long after its time
  moved_by TEXT NOT NULL,              -- '' = the clock
  moved_by_name TEXT NOT NULL,
  moved_at BIGINT NOT NULL
);
CREATE INDEX content_moves_by_item ON content_moves (item_id, id);
-- Asked by mail link, or recorded by the office: the prefecture, and the organisation interviewed.
CREATE TABLE content_approvals (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES content_items (id),
  number BIGINT NOT NULL,              -- the version that was asked about
  kind TEXT NOT NULL,                  -- prefecture | company
  account_id TEXT NOT NULL,            -- the officer's; '' for an organisation
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  message TEXT NOT NULL,
  due_on TEXT NOT NULL,
  token_hash TEXT NOT NULL,            -- SHA-256; '' once it is used or over
  state TEXT NOT NULL,                 -- waiting | answered | ended
  answer TEXT NOT NULL,                -- approved | changes
  words TEXT NOT NULL,
  by_hand BIGINT NOT NULL,             -- told by telephone or paper, recorded by the office
  asked_by TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  answered_at BIGINT
);
CREATE INDEX content_approvals_by_item ON content_approvals (item_id, asked_at);
CREATE INDEX content_approvals_by_state ON content_approvals (state, expires_at);
CREATE INDEX content_approvals_by_email ON content_approvals (email) WHERE email <> '';
CREATE UNIQUE INDEX content_approvals_by_token ON content_approvals (token_hash)
  WHERE token_hash <> '';
-- What an item's draft and its public version refer to: /news/x or media:ID.
CREATE TABLE content_links (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  source TEXT NOT NULL,                -- draft | public
  target TEXT NOT NULL,
  PRIMARY KEY (item_id, source, target)
);
CREATE INDEX content_links_by_target ON content_links (target, item_id);
CREATE TABLE content_previews (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  token_hash TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX content_previews_by_token ON content_previews (token_hash);
