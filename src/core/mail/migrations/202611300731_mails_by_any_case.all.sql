-- Whom a mail went to is asked for in whichever case the address was typed (core/holdings).
DROP INDEX mails_by_address;
CREATE INDEX mails_by_address ON mails (lower(to_address), id);
