-- What public lists are made of: how many public items hold a value, so that no list counts them,
-- and the days of public events. Written with the item, when a version becomes public or ends
-- (record.cc); nothing is public before the release that brings these tables.
CREATE TABLE content_facet_counts (
  type TEXT NOT NULL,
  name TEXT NOT NULL,                  -- of content_facets; '' = every public item of the type
  value TEXT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (type, name, value)
);
CREATE INDEX content_facet_counts_by_items ON content_facet_counts (type, name, items, value);
CREATE TABLE content_events (
  item_id TEXT PRIMARY KEY REFERENCES content_items (id),
  starts_on TEXT NOT NULL,             -- YYYY-MM-DD
  ends_on TEXT NOT NULL,               -- that of starts_on when it is one day
  organiser_kind TEXT NOT NULL,
  organiser TEXT NOT NULL,
  hours TEXT NOT NULL,                 -- as written: 13時30分から16時まで
  place TEXT NOT NULL
);
CREATE INDEX content_events_by_start ON content_events (starts_on, item_id);
CREATE INDEX content_events_by_end ON content_events (ends_on, item_id);
CREATE INDEX content_events_by_kind ON content_events (organiser_kind, ends_on, item_id);
-- Every month that an event touches, so that a month's calendar is one range of an index.
CREATE TABLE content_event_months (
  month TEXT NOT NULL,                 -- YYYY-MM
  item_id TEXT NOT NULL REFERENCES content_items (id),
  PRIMARY KEY (month, item_id)
);
CREATE INDEX content_event_months_by_item ON content_event_months (item_id);
-- The pages of sitemap.xml: every 50,000th id.
CREATE INDEX content_items_public_by_id ON content_items (id) WHERE is_public = 1;
