-- What is older than its term is found by time (core/retention).
CREATE INDEX mails_by_time ON mails (created_at, id);
