-- 別のサイト（WordPress）からの移行: one row for each file that the office or the command took in.
CREATE TABLE site_imports (
  id TEXT PRIMARY KEY,
  -- reading draft committing committed undoing undone discarded failed
  state TEXT NOT NULL,
  problem TEXT NOT NULL,               -- why it failed, or why it stands still, for people
  file_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  filename TEXT NOT NULL,
  media_file_id TEXT NOT NULL,         -- the ZIP of pictures; '' = none, or a folder of the command
  arrival TEXT NOT NULL,               -- draft | review: what was public arrives as
  site_title TEXT NOT NULL,
  site_address TEXT NOT NULL,          -- https://old.example.jp
  authors TEXT NOT NULL,               -- JSON {name: number of items}, for the report
  group_list TEXT NOT NULL,            -- JSON [{key, label, count, guess}]: types and categories
  choices TEXT NOT NULL,               -- JSON {key: target}: what a person chose
  skipped TEXT NOT NULL,               -- JSON {what: number}: what is no article
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  resumed BIGINT NOT NULL,             -- how often the reading was begun again
  begun_by TEXT NOT NULL,              -- account; '' = the command
  begun_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX site_imports_by_sha256 ON site_imports (sha256, id);
-- What the file holds: read anew when its reading is begun again.
CREATE TABLE site_import_items (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  position BIGINT NOT NULL,            -- in the file: 1, 2, 3
  line BIGINT NOT NULL,
  source_key TEXT NOT NULL,            -- which item of which site
  post_id TEXT NOT NULL,
  post_type TEXT NOT NULL,
  status TEXT NOT NULL,                -- publish draft pending future private, as WordPress says
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,                  -- Markdown; media:@ and musubi-old: wait for the commit
  slug TEXT NOT NULL,
  old_path TEXT NOT NULL,              -- /2019/05/hello
  terms TEXT NOT NULL,                 -- JSON [{domain, slug, name}]
  published_at BIGINT NOT NULL,        -- there; 0 = never
  target TEXT NOT NULL,                -- news/notice; '' = is not taken in
  new_path TEXT NOT NULL,
  outcome TEXT NOT NULL,               -- pending made same skipped failed undone left
  says TEXT NOT NULL,
  content_id TEXT NOT NULL,
  content_version BIGINT NOT NULL,     -- as it was made: another one was worked on
  content_token TEXT NOT NULL,
  PRIMARY KEY (import_id, position)
);
CREATE INDEX site_import_items_by_outcome ON site_import_items (import_id, outcome, position);
CREATE INDEX site_import_items_by_old_path ON site_import_items (import_id, old_path);
CREATE INDEX site_import_items_by_post_id ON site_import_items (import_id, post_id);
-- What could not be kept: item, block, what, remedy.
CREATE TABLE site_import_losses (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  position BIGINT NOT NULL,            -- of the item
  number BIGINT NOT NULL,
  block BIGINT NOT NULL,               -- of the old text: 1, 2, 3; 0 = as a whole
  kind TEXT NOT NULL,                  -- unsafe form embed look ...
  place TEXT NOT NULL,                 -- wp:buttons, <iframe>, [gallery]
  what TEXT NOT NULL,
  remedy TEXT NOT NULL,
  PRIMARY KEY (import_id, position, number)
);
CREATE INDEX site_import_losses_by_kind ON site_import_losses (import_id, kind, position, number);
-- Files of the old site that its library or its texts name.
CREATE TABLE site_import_media (
  import_id TEXT NOT NULL REFERENCES site_imports (id),
  name TEXT NOT NULL,                  -- below wp-content/uploads: 2019/05/photo.jpg
  post_id TEXT NOT NULL,
  title TEXT NOT NULL,
  alt TEXT NOT NULL,
  caption TEXT NOT NULL,
  entry TEXT NOT NULL,                 -- its name in the ZIP or folder; '' = it is not there
  state TEXT NOT NULL,                 -- found missing made same refused undone left
  says TEXT NOT NULL,
  media_id TEXT NOT NULL,
  PRIMARY KEY (import_id, name)
);
CREATE INDEX site_import_media_by_state ON site_import_media (import_id, state, name);
CREATE INDEX site_import_media_by_post_id ON site_import_media (import_id, post_id);
-- Which item of which old site has become what: so that a second import makes nothing twice.
CREATE TABLE site_import_sources (
  source_key TEXT PRIMARY KEY,
  content_id TEXT NOT NULL,
  import_id TEXT NOT NULL REFERENCES site_imports (id)
);
CREATE INDEX site_import_sources_by_import ON site_import_sources (import_id);
-- Old addresses of files and of lists; those of articles are publishing's.
CREATE TABLE site_import_moves (
  from_path TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- media | path
  target TEXT NOT NULL,                -- id of the library, or /news
  import_id TEXT NOT NULL REFERENCES site_imports (id)
);
CREATE INDEX site_import_moves_by_import ON site_import_moves (import_id);
