-- Kept beside the journal: files of clerks that wait to be brought in, and how their headings were matched. A rebuild leaves them alone.
CREATE TABLE ledger_upload (
  d         INTEGER NOT NULL,
  id        BLOB    NOT NULL,                 -- 16 random bytes: the address of the page, known to nobody else
  person_no INTEGER NOT NULL,                 -- whose it is
  form      INTEGER NOT NULL,                 -- the form's number over all its versions
  name      TEXT    NOT NULL,
  bytes     BLOB    NOT NULL,
  options   TEXT    NOT NULL,                 -- the clerk's decisions (JSON)
  state     INTEGER NOT NULL,                 -- 1 waits, 2 is being brought in, 3 was brought in
  done      INTEGER NOT NULL,                 -- rows that were handed to the journal
  total     INTEGER NOT NULL,
  result    TEXT,                             -- what became of it (JSON)
  created   INTEGER NOT NULL,                 -- microseconds since 1970 in UTC
  expires   INTEGER NOT NULL,                 -- afterwards it is removed
  PRIMARY KEY (d, id)
) STRICT;
CREATE INDEX ledger_upload_by_person ON ledger_upload (d, person_no, created);
CREATE INDEX ledger_upload_by_end ON ledger_upload (d, expires);

CREATE TABLE ledger_mapping (
  d        INTEGER NOT NULL,
  form     INTEGER NOT NULL,
  headings BLOB    NOT NULL,                  -- the first 16 bytes of SHA-256 over the headings
  mapping  TEXT    NOT NULL,                  -- heading to target (JSON)
  used     INTEGER NOT NULL,
  PRIMARY KEY (d, form, headings)
) STRICT, WITHOUT ROWID;
