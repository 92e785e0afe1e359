-- lane 'slow': work that keeps this machine busy for long (a report's files); lane 'printed': short
-- PDFs that somebody waits for. Each has a thread of its own: no scan waits behind either, and no
-- notice or certificate behind a report's files.
ALTER TABLE outbox_messages DROP CONSTRAINT outbox_messages_lane_check;
ALTER TABLE outbox_messages ADD CONSTRAINT outbox_messages_lane_check
  CHECK (lane IN ('own', 'foreign', 'slow', 'printed'));
UPDATE outbox_messages SET lane = 'slow' WHERE topic = 'members.report.files_wanted';
UPDATE outbox_messages SET lane = 'printed'
 WHERE topic IN ('reviews.decision.made', 'retention.destruction.approved');
