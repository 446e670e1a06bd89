-- DERIVED: what follows from the journal. A rebuild drops the rows and makes them again.

-- Which entry took an instance id (16-byte key), and what was kept aside under the same id.
CREATE TABLE instance (d INTEGER NOT NULL, id16 BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (d, id16)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict (d INTEGER NOT NULL, id16 BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (d, id16, seq)) STRICT, WITHOUT ROWID;

-- A record as lists and pages see it: the chain of corrections under its first entry.
CREATE TABLE record (
  d        INTEGER NOT NULL,
  root_seq INTEGER NOT NULL,
  head_seq INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  form     INTEGER NOT NULL,
  unit     INTEGER NOT NULL,
  cell     INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  person   INTEGER NOT NULL,
  standing INTEGER NOT NULL,                  -- 1 counts, 2 waits, 3 flagged, 4 rejected
  missing  INTEGER NOT NULL,                  -- files that the head names and that are not here
  PRIMARY KEY (d, root_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_by_campaign ON record (d, campaign, root_seq);
CREATE INDEX record_by_unit ON record (d, unit, campaign, root_seq);
CREATE INDEX record_by_cell ON record (d, campaign, cell, root_seq);

-- Each record entry in its chain of corrections.
CREATE TABLE revision (
  d            INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  root_seq     INTEGER NOT NULL,
  replaces_seq INTEGER,
  state        INTEGER NOT NULL,              -- 1 head, 2 replaced, 3 waiting
  pos          INTEGER NOT NULL,              -- where it took effect
  PRIMARY KEY (d, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_by_root ON revision (d, root_seq, seq);

-- Which record speaks for a root from which position on: the tallies are a fold over these.
CREATE TABLE turn (
  d        INTEGER NOT NULL,
  pos      INTEGER NOT NULL,
  ord      INTEGER NOT NULL,
  root_seq INTEGER NOT NULL,
  from_seq INTEGER,
  to_seq   INTEGER,
  day      INTEGER NOT NULL,
  PRIMARY KEY (d, pos, ord)
) STRICT, WITHOUT ROWID;

-- The files of a record entry: here, missing, extra.
CREATE TABLE attachment (
  d            INTEGER NOT NULL,
  instance_seq INTEGER NOT NULL,
  name         TEXT    NOT NULL,
  hash         BLOB,
  size         INTEGER,
  media        TEXT,
  entry_seq    INTEGER,                       -- the entry that brought it
  expected     INTEGER NOT NULL,
  PRIMARY KEY (d, instance_seq, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_hash ON attachment (d, hash) WHERE hash IS NOT NULL;

-- Records that wait, by the instance that they wait for.
CREATE TABLE waiting (
  d        INTEGER NOT NULL,
  wanted16 BLOB    NOT NULL,
  seq      INTEGER NOT NULL,
  reason   INTEGER NOT NULL,                  -- 1 predecessor, 2 contested, 3 no right, 4 misfit
  PRIMARY KEY (d, wanted16, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_by_entry ON waiting (d, seq);

-- Units other than the responsible one that see a record.
CREATE TABLE scope (d INTEGER NOT NULL, unit INTEGER NOT NULL, root_seq INTEGER NOT NULL, PRIMARY KEY (d, unit, root_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX scope_by_root ON scope (d, root_seq);

-- How many records there are, so that no page has to count.
CREATE TABLE record_count (
  d        INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  form     INTEGER NOT NULL,
  unit     INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  PRIMARY KEY (d, campaign, form, unit, standing)
) STRICT, WITHOUT ROWID;

-- The entries that change the definition.
CREATE TABLE definition_entry (d INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (d, seq)) STRICT, WITHOUT ROWID;

-- Indicator versions: each a fold of its own over the turns (core.md 5).
CREATE TABLE indicator (
  d             INTEGER NOT NULL,
  ind           INTEGER NOT NULL,
  ver           INTEGER NOT NULL,
  campaign      INTEGER NOT NULL,
  published_seq INTEGER NOT NULL,
  retired_seq   INTEGER,
  live          INTEGER NOT NULL,             -- 1: caught up, posted to in each record's own transaction
  cursor        INTEGER NOT NULL,             -- while not live: the last position folded
  rolled_to     INTEGER NOT NULL,             -- the last position in the rollups
  unchecked     INTEGER NOT NULL,             -- entries rolled up since the last checkpoint
  PRIMARY KEY (d, ind, ver)
) STRICT, WITHOUT ROWID;

-- The ledger: a number on a page is a sum of these.
CREATE TABLE entry (
  d          INTEGER NOT NULL,
  ind        INTEGER NOT NULL,
  ver        INTEGER NOT NULL,
  pos        INTEGER NOT NULL,
  ord        INTEGER NOT NULL,
  record_seq INTEGER NOT NULL,
  root_seq   INTEGER NOT NULL,
  unit       INTEGER NOT NULL,
  cell       INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  value      INTEGER NOT NULL,
  PRIMARY KEY (d, ind, ver, pos, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_root ON entry (d, root_seq);
CREATE INDEX entry_by_unit ON entry (d, ind, ver, unit, day, root_seq, pos, ord);

-- Live records' claims on the keys of distinct counts.
CREATE TABLE claim (
  d          INTEGER NOT NULL,
  ind        INTEGER NOT NULL,
  ver        INTEGER NOT NULL,
  key16      BLOB    NOT NULL,
  root_seq   INTEGER NOT NULL,
  record_seq INTEGER NOT NULL,
  unit       INTEGER NOT NULL,
  cell       INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  holds      INTEGER NOT NULL,
  PRIMARY KEY (d, ind, ver, key16, root_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_root ON claim (d, root_seq);
CREATE INDEX claim_holder ON claim (d, ind, ver, key16) WHERE holds = 1;

-- Sums of the entries up to indicator.rolled_to, and of all of them at some positions.
CREATE TABLE roll (
  d INTEGER NOT NULL, ind INTEGER NOT NULL, ver INTEGER NOT NULL, unit INTEGER NOT NULL, cell INTEGER NOT NULL, day INTEGER NOT NULL,
  sum INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (d, ind, ver, unit, cell, day)) STRICT, WITHOUT ROWID;
CREATE TABLE roll_place (
  d INTEGER NOT NULL, ind INTEGER NOT NULL, ver INTEGER NOT NULL, unit INTEGER NOT NULL, cell INTEGER NOT NULL,
  sum INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (d, ind, ver, unit, cell)) STRICT, WITHOUT ROWID;
CREATE TABLE roll_day (
  d INTEGER NOT NULL, ind INTEGER NOT NULL, ver INTEGER NOT NULL, unit INTEGER NOT NULL, day INTEGER NOT NULL,
  sum INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (d, ind, ver, unit, day)) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
  d INTEGER NOT NULL, ind INTEGER NOT NULL, ver INTEGER NOT NULL, pos INTEGER NOT NULL, unit INTEGER NOT NULL,
  sum INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (d, ind, ver, pos, unit)) STRICT, WITHOUT ROWID;
