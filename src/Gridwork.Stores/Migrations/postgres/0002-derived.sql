-- DERIVED: what follows from the journal. A rebuild drops the rows and makes them again.

-- Which entry took an instance id (16-byte key), and what was kept aside under the same id.
CREATE TABLE instance (d integer NOT NULL, id16 bytea NOT NULL, seq bigint NOT NULL, PRIMARY KEY (d, id16));
CREATE TABLE conflict (d integer NOT NULL, id16 bytea NOT NULL, seq bigint NOT NULL, PRIMARY KEY (d, id16, seq));

-- A record as lists and pages see it: the chain of corrections under its first entry.
CREATE TABLE record (
  d        integer NOT NULL,
  root_seq bigint NOT NULL,
  head_seq bigint NOT NULL,
  campaign integer NOT NULL,
  form     integer NOT NULL,
  unit     integer NOT NULL,
  cell     integer NOT NULL,
  day      integer NOT NULL,
  person   integer NOT NULL,
  standing smallint NOT NULL,                  -- 1 counts, 2 waits, 3 flagged, 4 rejected
  missing  integer NOT NULL,                  -- files that the head names and that are not here
  PRIMARY KEY (d, root_seq)
);
CREATE INDEX record_by_campaign ON record (d, campaign, root_seq);
CREATE INDEX record_by_unit ON record (d, unit, campaign, root_seq);
CREATE INDEX record_by_cell ON record (d, campaign, cell, root_seq);

-- Each record entry in its chain of corrections.
CREATE TABLE revision (
  d            integer NOT NULL,
  seq          bigint NOT NULL,
  root_seq     bigint NOT NULL,
  replaces_seq bigint,
  state        smallint NOT NULL,              -- 1 head, 2 replaced, 3 waiting
  pos          bigint NOT NULL,              -- where it took effect
  PRIMARY KEY (d, seq)
);
CREATE INDEX revision_by_root ON revision (d, root_seq, seq);

-- Which record speaks for a root from which position on: the tallies are a fold over these.
CREATE TABLE turn (
  d        integer NOT NULL,
  pos      bigint NOT NULL,
  ord      integer NOT NULL,
  root_seq bigint NOT NULL,
  from_seq bigint,
  to_seq   bigint,
  day      integer NOT NULL,
  PRIMARY KEY (d, pos, ord)
);

-- The files of a record entry: here, missing, extra.
CREATE TABLE attachment (
  d            integer NOT NULL,
  instance_seq bigint NOT NULL,
  name         text    NOT NULL,
  hash         bytea,
  size         bigint,
  media        text,
  entry_seq    bigint,                       -- the entry that brought it
  expected     smallint NOT NULL,
  PRIMARY KEY (d, instance_seq, name)
);
CREATE INDEX attachment_by_hash ON attachment (d, hash) WHERE hash IS NOT NULL;

-- Records that wait, by the instance that they wait for.
CREATE TABLE waiting (
  d        integer NOT NULL,
  wanted16 bytea    NOT NULL,
  seq      bigint NOT NULL,
  reason   smallint NOT NULL,                  -- 1 predecessor, 2 contested, 3 no right, 4 misfit
  PRIMARY KEY (d, wanted16, seq)
);
CREATE INDEX waiting_by_entry ON waiting (d, seq);

-- Units other than the responsible one that see a record.
CREATE TABLE scope (d integer NOT NULL, unit integer NOT NULL, root_seq bigint NOT NULL, PRIMARY KEY (d, unit, root_seq));
CREATE INDEX scope_by_root ON scope (d, root_seq);

-- How many records there are, so that no page has to count.
CREATE TABLE record_count (
  d        integer NOT NULL,
  campaign integer NOT NULL,
  form     integer NOT NULL,
  unit     integer NOT NULL,
  standing smallint NOT NULL,
  n        bigint NOT NULL,
  PRIMARY KEY (d, campaign, form, unit, standing)
);

-- The entries that change the definition.
CREATE TABLE definition_entry (d integer NOT NULL, seq bigint NOT NULL, kind integer NOT NULL, PRIMARY KEY (d, seq));

-- Indicator versions: each a fold of its own over the turns (core.md 5).
CREATE TABLE indicator (
  d             integer NOT NULL,
  ind           integer NOT NULL,
  ver           integer NOT NULL,
  campaign      integer NOT NULL,
  published_seq bigint NOT NULL,
  retired_seq   bigint,
  live          smallint NOT NULL,             -- 1: caught up, posted to in each record's own transaction
  cursor        bigint NOT NULL,             -- while not live: the last position folded
  rolled_to     bigint NOT NULL,             -- the last position in the rollups
  unchecked     bigint NOT NULL,             -- entries rolled up since the last checkpoint
  PRIMARY KEY (d, ind, ver)
);

-- The ledger: a number on a page is a sum of these.
CREATE TABLE entry (
  d          integer NOT NULL,
  ind        integer NOT NULL,
  ver        integer NOT NULL,
  pos        bigint NOT NULL,
  ord        integer NOT NULL,
  record_seq bigint NOT NULL,
  root_seq   bigint NOT NULL,
  unit       integer NOT NULL,
  cell       integer NOT NULL,
  day        integer NOT NULL,
  value      bigint NOT NULL,
  PRIMARY KEY (d, ind, ver, pos, ord)
);
CREATE INDEX entry_by_root ON entry (d, root_seq);
CREATE INDEX entry_by_unit ON entry (d, ind, ver, unit, day, root_seq, pos, ord);

-- Live records' claims on the keys of distinct counts.
CREATE TABLE claim (
  d          integer NOT NULL,
  ind        integer NOT NULL,
  ver        integer NOT NULL,
  key16      bytea    NOT NULL,
  root_seq   bigint NOT NULL,
  record_seq bigint NOT NULL,
  unit       integer NOT NULL,
  cell       integer NOT NULL,
  day        integer NOT NULL,
  holds      smallint NOT NULL,
  PRIMARY KEY (d, ind, ver, key16, root_seq)
);
CREATE INDEX claim_by_root ON claim (d, root_seq);
CREATE INDEX claim_holder ON claim (d, ind, ver, key16) WHERE holds = 1;

-- Sums of the entries up to indicator.rolled_to, and of all of them at some positions.
CREATE TABLE roll (
  d integer NOT NULL, ind integer NOT NULL, ver integer NOT NULL, unit integer NOT NULL, cell integer NOT NULL, day integer NOT NULL,
  sum bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (d, ind, ver, unit, cell, day));
CREATE TABLE roll_place (
  d integer NOT NULL, ind integer NOT NULL, ver integer NOT NULL, unit integer NOT NULL, cell integer NOT NULL,
  sum bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (d, ind, ver, unit, cell));
CREATE TABLE roll_day (
  d integer NOT NULL, ind integer NOT NULL, ver integer NOT NULL, unit integer NOT NULL, day integer NOT NULL,
  sum bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (d, ind, ver, unit, day));
CREATE TABLE checkpoint (
  d integer NOT NULL, ind integer NOT NULL, ver integer NOT NULL, pos bigint NOT NULL, unit integer NOT NULL,
  sum bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (d, ind, ver, pos, unit));
