-- JOURNAL: what entered, in the order of the district. Nothing here is ever changed or removed; triggers see to it.

-- The end of the chain. Its row lock is the right to append (core.md 2).
CREATE TABLE head (
  d              INTEGER NOT NULL,
  seq            INTEGER NOT NULL,            -- the newest position; 0: nothing yet
  chain          BLOB    NOT NULL,            -- the link of that position
  definition_seq INTEGER NOT NULL,            -- the newest definition, grid, units, calendar or grant
  engine_version INTEGER NOT NULL,            -- the rules by which the derived state was made
  PRIMARY KEY (d)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  d               INTEGER NOT NULL,
  seq             INTEGER NOT NULL,
  kind            INTEGER NOT NULL,
  instance_id     TEXT,
  deprecates      TEXT,
  person_no       INTEGER NOT NULL,
  form_ver        INTEGER NOT NULL,
  captured        INTEGER,                    -- microseconds since 1970 in UTC
  captured_offset INTEGER,                    -- minutes
  received        INTEGER NOT NULL,
  received_offset INTEGER NOT NULL,
  definition_seq  INTEGER NOT NULL,
  grid_seq        INTEGER NOT NULL,
  day             INTEGER NOT NULL,           -- day number, 0001-01-01 being 0
  unit            INTEGER NOT NULL,
  cell            INTEGER NOT NULL,
  marks           INTEGER NOT NULL,
  files           TEXT,                       -- JSON: [{"name","hash","size","media"}, …]
  body_hash       BLOB    NOT NULL,
  chain           BLOB    NOT NULL,
  PRIMARY KEY (d, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE body (
  d     INTEGER NOT NULL,
  seq   INTEGER NOT NULL,
  salt  BLOB    NOT NULL,
  bytes BLOB    NOT NULL,
  state INTEGER NOT NULL,                     -- 1 whole, 2 redacted, 3 residue
  PRIMARY KEY (d, seq)
) STRICT;

CREATE TABLE blob (
  d     INTEGER NOT NULL,
  hash  BLOB    NOT NULL,
  size  INTEGER NOT NULL,
  media TEXT    NOT NULL,
  PRIMARY KEY (d, hash)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_removed BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER blob_is_never_removed BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER body_is_never_removed BEFORE DELETE ON body BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER body_is_only_redacted BEFORE UPDATE ON body
WHEN NEW.d <> OLD.d OR NEW.seq <> OLD.seq OR NEW.state NOT IN (2, 3) OR NEW.salt = OLD.salt
BEGIN SELECT RAISE(ABORT, 'a body can only be redacted, under a new salt'); END;
CREATE TRIGGER head_is_never_removed BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER head_only_grows BEFORE UPDATE ON head WHEN NEW.d <> OLD.d OR NEW.seq < OLD.seq
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
