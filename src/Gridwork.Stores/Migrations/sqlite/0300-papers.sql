-- Kept beside the journal: what was changed by hand in an issue that is not released yet. A rebuild leaves it alone.
CREATE TABLE draft_change (
  d         INTEGER NOT NULL,
  campaign  INTEGER NOT NULL,
  template  TEXT    NOT NULL,
  number    INTEGER NOT NULL,
  what      TEXT    NOT NULL,                 -- "figure " or "text " and which
  value     TEXT    NOT NULL,
  reason    TEXT    NOT NULL,
  person_no INTEGER NOT NULL,
  at        INTEGER NOT NULL,                 -- microseconds since 1970 in UTC, by the district's clock
  PRIMARY KEY (d, campaign, template, number, what)
) STRICT, WITHOUT ROWID;
