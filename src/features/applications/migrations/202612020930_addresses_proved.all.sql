-- How the office made sure that an application's address reaches its contact person, where no
-- mailed link did ('' = a link did, or nothing has yet), and who says so: by the office's press.
ALTER TABLE applications ADD COLUMN email_check TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN email_checked_by TEXT NOT NULL DEFAULT '';
-- SHA-256 of the address that a link was mailed to: using it proves that address and no later one.
-- '' for cookies and for links from before.
ALTER TABLE application_links ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
