-- Whether a merge (名寄せ) has moved the accounts of the one that went: those of older versions had
-- not, and a job does it for them (docs/decisions.md, 55). 1: moved, or nothing to move.
ALTER TABLE merges ADD COLUMN accounts_carried BIGINT NOT NULL DEFAULT 0;
UPDATE merges SET accounts_carried = 1
 WHERE gone_id = '' OR state <> 'done' OR snapshot LIKE '%"accounts":%'
    OR snapshot LIKE '%"accounts_ended":true%';
CREATE INDEX merges_to_carry ON merges (id) WHERE accounts_carried = 0;
