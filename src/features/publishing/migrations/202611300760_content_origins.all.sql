-- What a site that moved in had published before: the day that visitors knew the article by, used
-- when it is published here. Rows come from an import.
CREATE TABLE content_origins (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  published_at BIGINT NOT NULL
);
