-- DERIVED: papers that were released, by the series that they are an issue of.
CREATE TABLE paper (
  d        integer NOT NULL,
  seq      bigint  NOT NULL,                  -- the release entry
  campaign integer NOT NULL,
  unit     integer NOT NULL,                  -- the issuing unit
  template text    NOT NULL,                  -- its path in the campaign's folder: the series, in one language
  number   integer NOT NULL,                  -- in the series
  PRIMARY KEY (d, seq)
);
CREATE INDEX paper_by_series ON paper (d, campaign, template, seq);
