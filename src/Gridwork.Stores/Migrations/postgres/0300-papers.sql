-- Kept beside the journal: what was changed by hand in an issue that is not released yet. A rebuild leaves it alone.
CREATE TABLE draft_change (
  d         integer NOT NULL,
  campaign  integer NOT NULL,
  template  text    NOT NULL,
  number    integer NOT NULL,
  what      text    NOT NULL,                 -- "figure " or "text " and which
  value     text    NOT NULL,
  reason    text    NOT NULL,
  person_no integer NOT NULL,
  at        bigint  NOT NULL,                 -- microseconds since 1970 in UTC, by the district's clock
  PRIMARY KEY (d, campaign, template, number, what)
);
