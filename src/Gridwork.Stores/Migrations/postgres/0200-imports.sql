-- Kept beside the journal: files of clerks that wait to be brought in, and how their headings were matched. A rebuild leaves them alone.
CREATE TABLE ledger_upload (
  d         integer NOT NULL,
  id        bytea   NOT NULL,                 -- 16 random bytes: the address of the page, known to nobody else
  person_no integer NOT NULL,                 -- whose it is
  form      integer NOT NULL,                 -- the form's number over all its versions
  name      text    NOT NULL,
  bytes     bytea   NOT NULL,
  options   text    NOT NULL,                 -- the clerk's decisions (JSON)
  state     integer NOT NULL,                 -- 1 waits, 2 is being brought in, 3 was brought in
  done      integer NOT NULL,                 -- rows that were handed to the journal
  total     integer NOT NULL,
  result    text,                             -- what became of it (JSON)
  created   bigint  NOT NULL,                 -- microseconds since 1970 in UTC
  expires   bigint  NOT NULL,                 -- afterwards it is removed
  PRIMARY KEY (d, id)
);
CREATE INDEX ledger_upload_by_person ON ledger_upload (d, person_no, created);
CREATE INDEX ledger_upload_by_end ON ledger_upload (d, expires);

CREATE TABLE ledger_mapping (
  d        integer NOT NULL,
  form     integer NOT NULL,
  headings bytea   NOT NULL,                  -- the first 16 bytes of SHA-256 over the headings
  mapping  text    NOT NULL,                  -- heading to target (JSON)
  used     bigint  NOT NULL,
  PRIMARY KEY (d, form, headings)
);
