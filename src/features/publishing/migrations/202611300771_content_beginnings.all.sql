-- What an article was begun for (a 掲載依頼, an inquiry): written once, by the feature that began it.
CREATE TABLE content_beginnings (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  label TEXT NOT NULL,                 -- 掲載依頼 R6-掲-0003
  path TEXT NOT NULL                   -- /office/event-listings/...
);
