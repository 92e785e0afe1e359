-- An application names the inquiry that it came of: the link is read from both sides.
CREATE INDEX inquiries_by_link ON inquiries (linked_id, id) WHERE linked_id <> '';
