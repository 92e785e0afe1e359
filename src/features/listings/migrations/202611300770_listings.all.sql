-- 掲載依頼 (R-5.2.2.イ.b): rows come from the public form, members, and the office's notes of calls and
-- mails. One row is one event that somebody wants listed.
CREATE TABLE event_listings (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  channel TEXT NOT NULL,               -- form | members | office
  state TEXT NOT NULL,                 -- quarantined open asked_back drafted listed ended declined
                                       -- withdrawn expired discarded: listing.h
  is_counted BIGINT NOT NULL,          -- 0: quarantined, discarded: in no figure
  name TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as typed
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,             -- SHA-256 of it, '' none
  telephone TEXT NOT NULL,
  account_id TEXT NOT NULL,            -- members: who asked, '' else
  organisation_id TEXT NOT NULL,       -- the member whose it is, '' none
  consent_version TEXT NOT NULL,       -- of the text that was shown, '' = not by a form
  body_key TEXT NOT NULL,              -- SHA-256 of the first words: the same text sent to many
  title TEXT NOT NULL,
  organiser_kind TEXT NOT NULL,        -- prefecture | member | other
  organiser TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,               -- '' = the day it starts
  hours TEXT NOT NULL,
  place TEXT NOT NULL,
  municipality_code TEXT NOT NULL,
  capacity TEXT NOT NULL,
  fee TEXT NOT NULL,
  application TEXT NOT NULL,
  contact TEXT NOT NULL,
  website TEXT NOT NULL,
  summary TEXT NOT NULL,
  last_day TEXT NOT NULL,              -- ends_on, or starts_on
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  settled_at BIGINT,                   -- public, or declined
  item_id TEXT NOT NULL,               -- the draft that it became, '' none
  public_path TEXT NOT NULL,           -- where it was told to be, '' not yet
  pending TEXT NOT NULL,               -- correction | withdrawal after the draft, '' nothing to do
  decline_reason TEXT NOT NULL,
  inquiry_id TEXT NOT NULL,            -- the inquiry that it came of, '' none
  spam_score BIGINT NOT NULL,
  spam_reasons TEXT NOT NULL,          -- one a line
  late_told BIGINT NOT NULL,
  ended_on TEXT NOT NULL,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX event_listings_by_number ON event_listings (fiscal_year, number);
CREATE INDEX event_listings_by_due ON event_listings (state, due_at, id);
CREATE INDEX event_listings_by_state ON event_listings (state, id);
CREATE INDEX event_listings_by_last_day ON event_listings (state, last_day, id);
CREATE INDEX event_listings_by_account ON event_listings (account_id, id);
CREATE INDEX event_listings_by_organisation ON event_listings (organisation_id, id);
CREATE INDEX event_listings_by_email ON event_listings (email_key, created_at);
CREATE INDEX event_listings_by_body ON event_listings (body_key, created_at);
CREATE INDEX event_listings_by_day ON event_listings (is_counted, received_on, channel);
CREATE INDEX event_listings_pending ON event_listings (id) WHERE pending <> '';
CREATE INDEX event_listings_by_item ON event_listings (item_id) WHERE item_id <> '';
CREATE INDEX event_listings_by_inquiry ON event_listings (inquiry_id) WHERE inquiry_id <> '';
CREATE INDEX event_listings_to_erase ON event_listings (id)
  WHERE erased_on = '' AND ended_on <> '';

-- What the office and the asker told each other about it: questions, corrections, the decision.
CREATE TABLE event_listing_words (
  id TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL REFERENCES event_listings (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                  -- question | correction | decline | withdrawal
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  is_office BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX event_listing_words_by_listing ON event_listing_words (listing_id, id);

-- How an asker comes back. A token stands here only as SHA-256.
CREATE TABLE event_listing_links (
  token_hash TEXT PRIMARY KEY,
  listing_id TEXT NOT NULL REFERENCES event_listings (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);
CREATE INDEX event_listing_links_by_listing ON event_listing_links (listing_id);
CREATE INDEX event_listing_links_by_expiry ON event_listing_links (expires_at);
