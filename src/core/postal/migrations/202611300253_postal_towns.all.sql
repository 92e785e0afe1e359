-- Editions of the post's list of postal codes. Rows come from `musubi import postal-codes`: one
-- edition is current, another may be loading, the others are on their way out.
CREATE TABLE postal_editions (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,             -- without its folder
  state TEXT NOT NULL,                 -- loading | current | old
  towns BIGINT NOT NULL,               -- rows of postal_towns, once it is whole
  imported_at BIGINT NOT NULL
);
CREATE INDEX postal_editions_by_state ON postal_editions (state);

-- The places of a postal code, in the order of the list. Rows come with their edition and go with
-- it; one place stands once for a code, however many rows of the list named parts of it.
CREATE TABLE postal_towns (
  edition_id TEXT NOT NULL REFERENCES postal_editions (id),
  postal_code TEXT NOT NULL,           -- seven digits
  municipality_code TEXT NOT NULL,     -- six digits
  prefecture TEXT NOT NULL,
  municipality TEXT NOT NULL,          -- with its county or ward
  town TEXT NOT NULL,                  -- '' where the code stands for no one town
  position BIGINT NOT NULL,
  PRIMARY KEY (edition_id, postal_code, municipality_code, town)
);
