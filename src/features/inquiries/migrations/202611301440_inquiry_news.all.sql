-- The お知らせ that was begun from an inquiry, '' none: written by the office's button, as faq_id is.
ALTER TABLE inquiries ADD COLUMN news_id TEXT NOT NULL DEFAULT '';
