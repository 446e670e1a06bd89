-- DERIVED: cases (问题, 督办事项). The log is what records said; the state is its fold, one row a case, for lists and maps; the counts spare pages the counting.

CREATE TABLE case_log (
  d          integer NOT NULL,
  case16     bytea   NOT NULL,                -- the key of the instance that opened the case
  pos        bigint  NOT NULL,
  ord        integer NOT NULL,
  root_seq   bigint  NOT NULL,                -- the record that wrote the line, by its root
  record_seq bigint  NOT NULL,                -- the entry that says it: the record or its correction
  state      integer NOT NULL,                -- 1 taken, 2 not taken, 3 void
  refusal    integer NOT NULL,
  person     integer NOT NULL,
  by_unit    integer NOT NULL,
  unit       integer NOT NULL,
  cell       integer NOT NULL,
  at         bigint  NOT NULL,                -- microseconds since 1970 in UTC
  at_offset  integer NOT NULL,                -- minutes
  said       text    NOT NULL,                -- JSON
  PRIMARY KEY (d, case16, pos, ord)
);
CREATE INDEX case_log_by_root ON case_log (d, root_seq, pos, ord);

CREATE TABLE case_state (
  d           integer NOT NULL,
  root_seq    bigint  NOT NULL,               -- the record that opened it
  case16      bytea   NOT NULL,
  campaign    integer NOT NULL,
  kind        integer NOT NULL,               -- 1 problem, 2 requirement
  stage       integer NOT NULL,
  is_open     integer NOT NULL,
  runs        integer NOT NULL,               -- its clock runs
  category    text    NOT NULL,
  line        text    NOT NULL,
  unit        integer NOT NULL,
  cell        integer NOT NULL,
  day         integer NOT NULL,
  host        integer NOT NULL,
  holder      integer NOT NULL,
  due         bigint,                        -- microseconds; null: no limit, or on hold
  provisional integer NOT NULL,               -- reckoned over holidays that are assumed
  sort        bigint  NOT NULL,               -- open: when it is due, those without last; over: minus when it ended
  reported    bigint  NOT NULL,
  registered  bigint,
  ended       bigint,
  since       bigint  NOT NULL,
  returns     integer NOT NULL,
  send_backs  integer NOT NULL,
  reopens     integer NOT NULL,
  supervised  integer NOT NULL,
  origin16    bytea,
  x           integer,                        -- the square of a thousandth of a degree that it lies in
  y           integer,
  longitude   integer,                        -- millionths of a degree, WGS-84
  latitude    integer,
  what        text,
  changed     bigint  NOT NULL,               -- the position that changed it last
  PRIMARY KEY (d, root_seq)
);
CREATE UNIQUE INDEX case_state_key ON case_state (d, case16);
CREATE INDEX case_state_by_sort ON case_state (d, campaign, kind, is_open, sort, root_seq);
CREATE INDEX case_state_by_stage ON case_state (d, campaign, kind, stage, sort, root_seq);
CREATE INDEX case_state_by_category ON case_state (d, campaign, kind, category, is_open, sort, root_seq);
CREATE INDEX case_state_by_unit ON case_state (d, unit, campaign, kind, is_open, sort, root_seq);
CREATE INDEX case_state_by_host ON case_state (d, host, campaign, kind, is_open, sort, root_seq);
CREATE INDEX case_state_by_cell ON case_state (d, cell, campaign, kind, is_open, sort, root_seq);
CREATE INDEX case_state_by_holder ON case_state (d, holder, is_open, sort, root_seq);
CREATE INDEX case_state_running ON case_state (d, runs, root_seq) WHERE runs = 1;
CREATE INDEX case_state_by_square ON case_state (d, x, y, root_seq) WHERE x IS NOT NULL;
CREATE INDEX case_state_by_change ON case_state (d, campaign, kind, changed, root_seq);
CREATE INDEX case_state_by_origin ON case_state (d, origin16, root_seq) WHERE origin16 IS NOT NULL;

-- Units that help with a case (协办).
CREATE TABLE case_helper (d integer NOT NULL, unit integer NOT NULL, root_seq bigint NOT NULL, PRIMARY KEY (d, unit, root_seq));

CREATE TABLE case_count (
  d        integer NOT NULL,
  campaign integer NOT NULL,
  kind     integer NOT NULL,
  unit     integer NOT NULL,
  cell     integer NOT NULL,
  category text    NOT NULL,
  line     text    NOT NULL,
  host     integer NOT NULL,
  measure  integer NOT NULL,
  n        integer NOT NULL,
  PRIMARY KEY (d, campaign, kind, unit, cell, category, line, host, measure)
);
CREATE INDEX case_count_by_measure ON case_count (d, campaign, kind, measure, unit);
