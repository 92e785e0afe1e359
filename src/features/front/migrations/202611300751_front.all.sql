-- How the open site is arranged (menu, sections of the home page, banners): a row for each part
-- that a manager has decided; without a row the features' own order holds.
CREATE TABLE front_parts (
  name TEXT PRIMARY KEY,               -- menu | sections | banners
  content TEXT NOT NULL,               -- JSON list, see arrangement.cc
  version BIGINT NOT NULL,             -- optimistic lock, counts up from 1
  changed_at BIGINT NOT NULL
);
