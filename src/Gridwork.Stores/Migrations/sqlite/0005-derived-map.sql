-- DERIVED: where things are, as one number, so that a tile of a map is one range of an index (PlaceCode); and how many there are in each square of some
-- 500 m, so that a map of the whole district reads no points. Both columns are null where there is no place.
ALTER TABLE record ADD COLUMN place INTEGER;
ALTER TABLE case_state ADD COLUMN place INTEGER;
CREATE INDEX record_by_place ON record (d, unit, campaign, place, standing, day, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_place ON case_state (d, unit, campaign, kind, is_open, place, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_host_place ON case_state (d, host, campaign, kind, is_open, place, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_day ON case_state (d, campaign, kind, day, root_seq);

CREATE TABLE map_count (
  d        INTEGER NOT NULL,
  layer    INTEGER NOT NULL,                  -- 1 records, 2 problems, 3 requirements
  campaign INTEGER NOT NULL,
  unit     INTEGER NOT NULL,
  host     INTEGER NOT NULL,
  is_open  INTEGER NOT NULL,
  square   INTEGER NOT NULL,                  -- of zoom 16
  n        INTEGER NOT NULL,
  PRIMARY KEY (d, layer, campaign, is_open, square, unit, host)
) STRICT, WITHOUT ROWID;

-- What a large district looks like, told to the planner once (see 0003).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('record', 'record_by_place', '900000 900000 18000 4500 1 1 1 1'),
  ('case_state', 'case_state_by_place', '900000 900000 18000 4500 4000 3600 1 1'),
  ('case_state', 'case_state_by_host_place', '900000 900000 18000 4500 4000 3600 1 1'),
  ('case_state', 'case_state_by_day', '1000000 1000000 100000 90000 1000 1'),
  ('map_count', 'map_count', '30000 30000 10000 3000 1500 3 2 1');
ANALYZE sqlite_schema;
