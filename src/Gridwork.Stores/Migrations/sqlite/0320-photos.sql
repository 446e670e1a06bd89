-- Kept beside the journal, but only to save time: what the bytes of photos tell, read once by a worker. A photo's row goes with its bytes. Whoever drops
-- both tables loses nothing: the worker begins again at the first entry.
CREATE TABLE photo (
  d            INTEGER NOT NULL,
  hash         BLOB    NOT NULL,              -- of the bytes
  print        INTEGER,                       -- the 64 bits by which copies are found; null: it shows too little, or cannot be read
  band0        INTEGER,                       -- the print's four parts of 16 bits
  band1        INTEGER,
  band2        INTEGER,
  band3        INTEGER,
  taken        INTEGER,                       -- the camera's clock on the wall, microseconds since 1970
  taken_offset INTEGER,                       -- minutes, where the camera says its zone
  satellite    INTEGER,                       -- the satellites' time, microseconds since 1970 in UTC
  longitude    REAL,                          -- where the camera was, degrees
  latitude     REAL,
  PRIMARY KEY (d, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_by_band0 ON photo (d, band0, print) WHERE band0 IS NOT NULL;
CREATE INDEX photo_by_band1 ON photo (d, band1, print) WHERE band1 IS NOT NULL;
CREATE INDEX photo_by_band2 ON photo (d, band2, print) WHERE band2 IS NOT NULL;
CREATE INDEX photo_by_band3 ON photo (d, band3, print) WHERE band3 IS NOT NULL;

-- Up to which entry photos were read.
CREATE TABLE photo_reading (d INTEGER NOT NULL PRIMARY KEY, seq INTEGER NOT NULL) STRICT;

-- What a large district looks like, told to the planner once (see 0003).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('photo', 'photo', '1000000 1000000 1'),
  ('photo', 'photo_by_band0', '1000000 1000000 16 1'),
  ('photo', 'photo_by_band1', '1000000 1000000 16 1'),
  ('photo', 'photo_by_band2', '1000000 1000000 16 1'),
  ('photo', 'photo_by_band3', '1000000 1000000 16 1');
ANALYZE sqlite_schema;
