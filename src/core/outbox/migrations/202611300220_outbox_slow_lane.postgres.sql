-- lane 'slow': work that keeps this machine busy for long (a report's files), taken by a thread of
-- its own, so that a letter or a certificate never waits behind it.
ALTER TABLE outbox_messages DROP CONSTRAINT outbox_messages_lane_check;
ALTER TABLE outbox_messages ADD CONSTRAINT outbox_messages_lane_check
  CHECK (lane IN ('own', 'foreign', 'slow'));
UPDATE outbox_messages SET lane = 'slow' WHERE topic = 'members.report.files_wanted';
