-- Kept beside the journal: when a phone's key was last used, and whose keys there are.
ALTER TABLE device_token ADD COLUMN used integer;
CREATE INDEX device_token_by_person ON device_token (d, person_no, created);
