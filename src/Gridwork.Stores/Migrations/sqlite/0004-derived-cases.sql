-- DERIVED: cases (问题, 督办事项). The log is what records said; the state is its fold, one row a case, for lists and maps; the counts spare pages the counting.

CREATE TABLE case_log (
  d          INTEGER NOT NULL,
  case16     BLOB    NOT NULL,                -- the key of the instance that opened the case
  pos        INTEGER NOT NULL,
  ord        INTEGER NOT NULL,
  root_seq   INTEGER NOT NULL,                -- the record that wrote the line, by its root
  record_seq INTEGER NOT NULL,                -- the entry that says it: the record or its correction
  state      INTEGER NOT NULL,                -- 1 taken, 2 not taken, 3 void
  refusal    INTEGER NOT NULL,
  person     INTEGER NOT NULL,
  by_unit    INTEGER NOT NULL,
  unit       INTEGER NOT NULL,
  cell       INTEGER NOT NULL,
  at         INTEGER NOT NULL,                -- microseconds since 1970 in UTC
  at_offset  INTEGER NOT NULL,                -- minutes
  said       TEXT    NOT NULL,                -- JSON
  PRIMARY KEY (d, case16, pos, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_log_by_root ON case_log (d, root_seq, pos, ord);

CREATE TABLE case_state (
  d           INTEGER NOT NULL,
  root_seq    INTEGER NOT NULL,               -- the record that opened it
  case16      BLOB    NOT NULL,
  campaign    INTEGER NOT NULL,
  kind        INTEGER NOT NULL,               -- 1 problem, 2 requirement
  stage       INTEGER NOT NULL,
  is_open     INTEGER NOT NULL,
  runs        INTEGER NOT NULL,               -- its clock runs
  category    TEXT    NOT NULL,
  line        TEXT    NOT NULL,
  unit        INTEGER NOT NULL,
  cell        INTEGER NOT NULL,
  day         INTEGER NOT NULL,
  host        INTEGER NOT NULL,
  holder      INTEGER NOT NULL,
  due         INTEGER,                        -- microseconds; null: no limit, or on hold
  provisional INTEGER NOT NULL,               -- reckoned over holidays that are assumed
  sort        INTEGER NOT NULL,               -- open: when it is due, those without last; over: minus when it ended
  reported    INTEGER NOT NULL,
  registered  INTEGER,
  ended       INTEGER,
  since       INTEGER NOT NULL,
  returns     INTEGER NOT NULL,
  send_backs  INTEGER NOT NULL,
  reopens     INTEGER NOT NULL,
  supervised  INTEGER NOT NULL,
  origin16    BLOB,
  x           INTEGER,                        -- the square of a thousandth of a degree that it lies in
  y           INTEGER,
  longitude   INTEGER,                        -- millionths of a degree, WGS-84
  latitude    INTEGER,
  what        TEXT,
  changed     INTEGER NOT NULL,               -- the position that changed it last
  PRIMARY KEY (d, root_seq)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE case_helper (d INTEGER NOT NULL, unit INTEGER NOT NULL, root_seq INTEGER NOT NULL, PRIMARY KEY (d, unit, root_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE case_count (
  d        INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  unit     INTEGER NOT NULL,
  cell     INTEGER NOT NULL,
  category TEXT    NOT NULL,
  line     TEXT    NOT NULL,
  host     INTEGER NOT NULL,
  measure  INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  PRIMARY KEY (d, campaign, kind, unit, cell, category, line, host, measure)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_count_by_measure ON case_count (d, campaign, kind, measure, unit);

-- What a large district looks like, told to the planner once (see 0003).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('case_log', 'case_log', '5000000 5000000 6 1 1'),
  ('case_log', 'case_log_by_root', '5000000 5000000 1 1 1'),
  ('case_state', 'case_state', '1000000 1000000 1'),
  ('case_state', 'case_state_key', '1000000 1000000 1'),
  ('case_state', 'case_state_by_sort', '1000000 1000000 100000 90000 10000 1 1'),
  ('case_state', 'case_state_by_stage', '1000000 1000000 100000 90000 10000 1 1'),
  ('case_state', 'case_state_by_category', '1000000 1000000 100000 90000 5000 500 1 1'),
  ('case_state', 'case_state_by_unit', '1000000 1000000 20000 5000 4000 500 1 1'),
  ('case_state', 'case_state_by_host', '1000000 1000000 20000 5000 4000 500 1 1'),
  ('case_state', 'case_state_by_cell', '1000000 1000000 5000 1000 900 100 1 1'),
  ('case_state', 'case_state_by_holder', '1000000 1000000 20000 500 1 1'),
  ('case_state', 'case_state_running', '10000 10000 10000 1'),
  ('case_helper', 'case_helper', '100000 100000 2000 1'),
  ('case_state', 'case_state_by_square', '1000000 1000000 2000 100 1'),
  ('case_state', 'case_state_by_change', '1000000 1000000 100000 90000 1 1'),
  ('case_state', 'case_state_by_origin', '5000 5000 20 1'),
  ('case_count', 'case_count', '500000 500000 50000 40000 2000 500 20 10 5 1'),
  ('case_count', 'case_count_by_measure', '500000 500000 50000 40000 1000 50');
ANALYZE sqlite_schema;
