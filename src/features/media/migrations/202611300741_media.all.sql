-- Pictures, documents and videos of the public site. Rows come from the office's uploads; the bytes
-- lie in core/files.
CREATE TABLE media_items (
  id               TEXT PRIMARY KEY,
  kind             TEXT NOT NULL,      -- picture | document | video
  state            TEXT NOT NULL,      -- waiting | ready | unreadable
  trouble          TEXT NOT NULL,      -- why it is unreadable, for people
  round            BIGINT NOT NULL,    -- of making the variants; raised when they must be made anew
  file_id          TEXT NOT NULL,
  sha256           TEXT NOT NULL,      -- of the file as it came
  filename         TEXT NOT NULL,
  media_type       TEXT NOT NULL,
  bytes            BIGINT NOT NULL,
  title            TEXT NOT NULL,
  alt              TEXT NOT NULL,
  decorative       BIGINT NOT NULL,
  caption          TEXT NOT NULL,
  rights_holder    TEXT NOT NULL,
  licence          TEXT NOT NULL,
  people           TEXT NOT NULL,      -- '' = not said | none | consented
  consent_note     TEXT NOT NULL,
  consent_until    TEXT NOT NULL,      -- YYYY-MM-DD, '' = without an end
  focal_x          BIGINT NOT NULL,    -- hundredths from the left
  focal_y          BIGINT NOT NULL,    -- and from the top
  open_to_all      BIGINT NOT NULL,    -- marked public, whether anything uses it or not
  lacking          BIGINT NOT NULL,    -- 1 = something must be said before it can be shown
  width            BIGINT NOT NULL,    -- of the widest variant, upright; 0 = none
  height           BIGINT NOT NULL,
  thumb            TEXT NOT NULL,      -- name of the variant for lists, '' = none
  uploaded_by_name TEXT NOT NULL,
  uploaded_at      BIGINT NOT NULL,
  version          BIGINT NOT NULL
);
CREATE UNIQUE INDEX media_items_by_sha256 ON media_items (sha256);
CREATE INDEX media_items_by_kind ON media_items (kind, id);
CREATE INDEX media_items_by_state ON media_items (state, id);
CREATE INDEX media_items_by_lacking ON media_items (lacking, id);
CREATE INDEX media_items_by_consent ON media_items (people, consent_until, id);

CREATE TABLE media_variants (
  item_id  TEXT NOT NULL REFERENCES media_items (id),
  name     TEXT NOT NULL,              -- wide-960-1a2b3c4d.webp: the end of its address
  shape    TEXT NOT NULL,              -- full | wide | square
  format   TEXT NOT NULL,              -- avif | webp | jpg
  width    BIGINT NOT NULL,
  height   BIGINT NOT NULL,
  bytes    BIGINT NOT NULL,
  file_id  TEXT NOT NULL,
  PRIMARY KEY (item_id, name)
);
