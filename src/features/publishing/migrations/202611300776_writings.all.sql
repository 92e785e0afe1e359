-- What somebody is writing and has not saved: rows come from the editor while it is open, one for
-- each person at an item. Goes when it is saved, thrown away, or a month old.
CREATE TABLE content_writings (
  item_id TEXT NOT NULL REFERENCES content_items (id),
  account_id TEXT NOT NULL,
  account_name TEXT NOT NULL,
  token TEXT NOT NULL,                 -- of the draft that the writer saw
  fields TEXT NOT NULL,                -- JSON {name: text} of the inputs, '' = nothing was typed
  kept_at BIGINT NOT NULL,             -- when `fields` came; 0 = never
  seen_at BIGINT NOT NULL,             -- when the editor was last heard of
  PRIMARY KEY (item_id, account_id)
);
CREATE INDEX content_writings_by_seen ON content_writings (seen_at, item_id);
