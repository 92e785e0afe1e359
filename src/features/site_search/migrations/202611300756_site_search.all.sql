-- 公開サイトの検索: what is kept beside the index of core/search.
-- Words inside documents of the library; one row for each, made when it is registered.
CREATE TABLE site_search_files (
  id TEXT PRIMARY KEY,                 -- of media_items
  sha256 TEXT NOT NULL,                -- of the bytes that were read
  state TEXT NOT NULL,                 -- waiting read empty unreadable
  trouble TEXT NOT NULL,               -- why not, in words for the office
  body TEXT NOT NULL,                  -- a line per paragraph
  is_cut BIGINT NOT NULL,              -- there is more than the index holds
  read_at BIGINT NOT NULL              -- 0 = never
);
CREATE INDEX site_search_files_by_state ON site_search_files (state, id);
-- Open pages that are no articles: their words stand in the program and are written here by a job.
CREATE TABLE site_search_pages (
  path TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);
-- 同義語: written by the office. words: as typed, a line each.
CREATE TABLE site_search_synonyms (
  id TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX site_search_synonyms_by_words ON site_search_synonyms (words, id);
-- The same words folded, as the search compares them; a word stands in one group.
CREATE TABLE site_search_synonym_words (
  word TEXT PRIMARY KEY,
  shown TEXT NOT NULL,                 -- as typed
  synonym_id TEXT NOT NULL REFERENCES site_search_synonyms (id)
);
CREATE INDEX site_search_synonym_words_by_synonym ON site_search_synonym_words (synonym_id);
-- Words that stood in something public: for suggestions and mistyped words. Hints only: what is
-- shown of them is asked of the index first.
CREATE TABLE site_search_words (
  word TEXT PRIMARY KEY,               -- folded
  shown TEXT NOT NULL,                 -- as it was written
  seen_at BIGINT NOT NULL
);
CREATE INDEX site_search_words_by_seen ON site_search_words (seen_at, word);
CREATE TABLE site_search_word_pairs (
  pair TEXT NOT NULL,                  -- two characters; ^ and $ stand for begin and end
  word TEXT NOT NULL REFERENCES site_search_words (word),
  PRIMARY KEY (pair, word)
);
CREATE INDEX site_search_word_pairs_by_word ON site_search_word_pairs (word);
