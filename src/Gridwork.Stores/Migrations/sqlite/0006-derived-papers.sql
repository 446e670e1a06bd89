-- DERIVED: papers that were released, by the series that they are an issue of.
CREATE TABLE paper (
  d        INTEGER NOT NULL,
  seq      INTEGER NOT NULL,                  -- the release entry
  campaign INTEGER NOT NULL,
  unit     INTEGER NOT NULL,                  -- the issuing unit
  template TEXT    NOT NULL,                  -- its path in the campaign's folder: the series, in one language
  number   INTEGER NOT NULL,                  -- in the series
  PRIMARY KEY (d, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_by_series ON paper (d, campaign, template, seq);

-- What some years of papers look like, told to the planner once (see 0003).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('paper', 'paper', '2000 2000 1'), ('paper', 'paper_by_series', '2000 2000 200 100 1');
ANALYZE sqlite_schema;
