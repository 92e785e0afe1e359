-- Who stopped an account: 'office', 'administrator' (of its own organisation) or 'organisation' (it
-- stopped because its organisation did). What one stopped, another cannot bring back unasked.
ALTER TABLE accounts ADD COLUMN suspended_by TEXT NOT NULL DEFAULT '';
