-- Kept beside the journal, but only to save time: what the bytes of photos tell, read once by a worker. A photo's row goes with its bytes. Whoever drops
-- both tables loses nothing: the worker begins again at the first entry.
CREATE TABLE photo (
  d            integer  NOT NULL,
  hash         bytea    NOT NULL,             -- of the bytes
  print        bigint,                        -- the 64 bits by which copies are found; null: it shows too little, or cannot be read
  band0        integer,                       -- the print's four parts of 16 bits
  band1        integer,
  band2        integer,
  band3        integer,
  taken        bigint,                        -- the camera's clock on the wall, microseconds since 1970
  taken_offset integer,                       -- minutes, where the camera says its zone
  satellite    bigint,                        -- the satellites' time, microseconds since 1970 in UTC
  longitude    double precision,              -- where the camera was, degrees
  latitude     double precision,
  PRIMARY KEY (d, hash)
);
CREATE INDEX photo_by_band0 ON photo (d, band0) INCLUDE (print, hash) WHERE band0 IS NOT NULL;
CREATE INDEX photo_by_band1 ON photo (d, band1) INCLUDE (print, hash) WHERE band1 IS NOT NULL;
CREATE INDEX photo_by_band2 ON photo (d, band2) INCLUDE (print, hash) WHERE band2 IS NOT NULL;
CREATE INDEX photo_by_band3 ON photo (d, band3) INCLUDE (print, hash) WHERE band3 IS NOT NULL;

-- Up to which entry photos were read.
CREATE TABLE photo_reading (d integer NOT NULL PRIMARY KEY, seq bigint NOT NULL);
