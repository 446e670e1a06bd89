-- DERIVED: where things are, as one number, so that a tile of a map is one range of an index (PlaceCode); and how many there are in each square of some
-- 500 m, so that a map of the whole district reads no points. Both columns are null where there is no place.
ALTER TABLE record ADD COLUMN place bigint;
ALTER TABLE case_state ADD COLUMN place bigint;
CREATE INDEX record_by_place ON record (d, unit, campaign, place, standing, day, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_place ON case_state (d, unit, campaign, kind, is_open, place, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_host_place ON case_state (d, host, campaign, kind, is_open, place, root_seq) WHERE place IS NOT NULL;
CREATE INDEX case_state_by_day ON case_state (d, campaign, kind, day, root_seq);

CREATE TABLE map_count (
  d        integer NOT NULL,
  layer    integer NOT NULL,                  -- 1 records, 2 problems, 3 requirements
  campaign integer NOT NULL,
  unit     integer NOT NULL,
  host     integer NOT NULL,
  is_open  integer NOT NULL,
  square   bigint  NOT NULL,                  -- of zoom 16
  n        integer NOT NULL,
  PRIMARY KEY (d, layer, campaign, is_open, square, unit, host)
);
