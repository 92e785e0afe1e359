-- Captions and transcript of a video: written by the office, on the page of the video.
ALTER TABLE media_items ADD COLUMN captions_file_id TEXT NOT NULL DEFAULT '';
-- captions-1a2b3c4d.vtt: the end of its address, '' = none
ALTER TABLE media_items ADD COLUMN captions_name TEXT NOT NULL DEFAULT '';
ALTER TABLE media_items ADD COLUMN transcript TEXT NOT NULL DEFAULT '';
