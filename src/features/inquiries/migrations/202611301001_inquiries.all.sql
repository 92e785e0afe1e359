-- 問合せ (R-5.1.1.c): rows come from the public form, members, the mailbox, and the office's notes of
-- calls and visits. One row is one thread.
CREATE TABLE inquiries (
  id TEXT PRIMARY KEY,
  fiscal_year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  channel TEXT NOT NULL,               -- form | members | mail | phone | visit
  category TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,                 -- quarantined | open | answered | closed | merged |
                                       -- discarded
  is_counted BIGINT NOT NULL,          -- 0: quarantined, merged, discarded: in no figure
  name TEXT NOT NULL,
  organisation_name TEXT NOT NULL,     -- as typed
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,             -- SHA-256 of it, '' none
  telephone TEXT NOT NULL,
  account_id TEXT NOT NULL,            -- members: who asked, '' else
  organisation_id TEXT NOT NULL,       -- the member that it concerns, '' none
  consent_version TEXT NOT NULL,       -- of the text that was shown, '' = not by a form
  body_key TEXT NOT NULL,              -- SHA-256 of the first words: the same text sent to many
  received_at BIGINT NOT NULL,
  received_on TEXT NOT NULL,
  first_due_at BIGINT NOT NULL,
  first_answered_at BIGINT,
  due_at BIGINT NOT NULL,              -- of the answer that is owed now
  asked_at BIGINT NOT NULL,            -- when the asker last wrote
  thread BIGINT NOT NULL,              -- how many messages: an answer names the number that it saw
  assigned_to TEXT NOT NULL,           -- account id, '' nobody
  assigned_name TEXT NOT NULL,
  follow_up_on TEXT NOT NULL,
  faq_wanted BIGINT NOT NULL,
  spam_score BIGINT NOT NULL,
  spam_reasons TEXT NOT NULL,          -- one a line
  merged_into TEXT NOT NULL,
  linked_kind TEXT NOT NULL,           -- prospect | application, '' none
  linked_id TEXT NOT NULL,
  linked_label TEXT NOT NULL,
  faq_id TEXT NOT NULL,                -- the article that its answer became, '' none
  escalation BIGINT NOT NULL,          -- told: 0 nobody, 1 past the due time, 2 after five days
  closed_on TEXT NOT NULL,
  erased_on TEXT NOT NULL,             -- core/retention
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX inquiries_by_number ON inquiries (fiscal_year, number);
CREATE INDEX inquiries_by_due ON inquiries (state, due_at, id);
CREATE INDEX inquiries_by_state ON inquiries (state, id);
CREATE INDEX inquiries_by_assignee ON inquiries (assigned_to, state, due_at, id);
CREATE INDEX inquiries_by_organisation ON inquiries (organisation_id, id);
CREATE INDEX inquiries_by_account ON inquiries (account_id, id);
CREATE INDEX inquiries_by_email ON inquiries (email_key, created_at);
CREATE INDEX inquiries_by_body ON inquiries (body_key, created_at);
CREATE INDEX inquiries_by_day ON inquiries (is_counted, received_on, category, channel);
CREATE INDEX inquiries_by_follow_up ON inquiries (follow_up_on, id) WHERE follow_up_on <> '';
CREATE INDEX inquiries_to_escalate ON inquiries (due_at, id)
  WHERE state = 'open' AND escalation < 2;
CREATE INDEX inquiries_to_erase ON inquiries (id) WHERE erased_on = '' AND closed_on <> '';

-- What the asker and the office wrote to each other. Never a note among colleagues.
CREATE TABLE inquiry_messages (
  id TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  direction TEXT NOT NULL,             -- in | out
  channel TEXT NOT NULL,
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_account TEXT NOT NULL,
  from_address TEXT NOT NULL,          -- mail: who wrote, may differ from the asker
  mail_id TEXT NOT NULL,               -- out: the letter in core/mail
  message_id TEXT NOT NULL,            -- of mail, with < >
  source_key TEXT NOT NULL,            -- SHA-256: a mail is taken once
  merge_id TEXT NOT NULL,              -- came here with this merge
  created_at BIGINT NOT NULL
);
CREATE INDEX inquiry_messages_by_inquiry ON inquiry_messages (inquiry_id, created_at, id);
CREATE INDEX inquiry_messages_by_message_id ON inquiry_messages (message_id)
  WHERE message_id <> '';
CREATE UNIQUE INDEX inquiry_messages_by_source ON inquiry_messages (source_key)
  WHERE source_key <> '';
CREATE INDEX inquiry_messages_by_merge ON inquiry_messages (merge_id) WHERE merge_id <> '';

-- 内部メモ: among colleagues. No letter is made from a row of this table.
CREATE TABLE inquiry_notes (
  id TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_account TEXT NOT NULL,        -- '' the system
  merge_id TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX inquiry_notes_by_inquiry ON inquiry_notes (inquiry_id, created_at, id);
CREATE INDEX inquiry_notes_by_merge ON inquiry_notes (merge_id) WHERE merge_id <> '';

CREATE TABLE inquiry_files (
  file_id TEXT PRIMARY KEY,            -- core/files
  message_id TEXT NOT NULL REFERENCES inquiry_messages (id) ON DELETE CASCADE,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  filename TEXT NOT NULL,
  merge_id TEXT NOT NULL
);
CREATE INDEX inquiry_files_by_inquiry ON inquiry_files (inquiry_id, message_id);
CREATE INDEX inquiry_files_by_message ON inquiry_files (message_id);
CREATE INDEX inquiry_files_by_merge ON inquiry_files (merge_id) WHERE merge_id <> '';

-- How an asker comes back. A token stands here only as SHA-256.
CREATE TABLE inquiry_links (
  token_hash TEXT PRIMARY KEY,
  inquiry_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,               -- status (mailed) | posted (after the form) | reply (mail)
  expires_at BIGINT NOT NULL
);
CREATE INDEX inquiry_links_by_inquiry ON inquiry_links (inquiry_id);
CREATE INDEX inquiry_links_by_expiry ON inquiry_links (expires_at);

-- 定型文: rows come from the office.
CREATE TABLE inquiry_texts (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  category TEXT NOT NULL,              -- '' any
  body TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX inquiry_texts_by_title ON inquiry_texts (is_active, title, id);

CREATE TABLE inquiry_merges (
  id TEXT PRIMARY KEY,
  gone_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  kept_id TEXT NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
  gone_state TEXT NOT NULL,            -- what the undo gives back
  made_by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  undone_by_name TEXT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX inquiry_merges_by_gone ON inquiry_merges (gone_id);
CREATE INDEX inquiry_merges_by_kept ON inquiry_merges (kept_id);

-- How far the mailbox was read.
CREATE TABLE inquiry_mailbox (
  id TEXT PRIMARY KEY,                 -- inbox
  validity TEXT NOT NULL,
  last_uid BIGINT NOT NULL,
  read_at BIGINT NOT NULL
);
