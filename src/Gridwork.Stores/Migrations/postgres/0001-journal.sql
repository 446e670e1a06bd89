-- JOURNAL: what entered, in the order of the district. Nothing here is ever changed or removed; triggers see to it.

-- The end of the chain. Its row lock is the right to append (core.md 2).
CREATE TABLE head (
  d              integer NOT NULL,
  seq            bigint NOT NULL,            -- the newest position; 0: nothing yet
  chain          bytea    NOT NULL,            -- the link of that position
  definition_seq bigint NOT NULL,            -- the newest definition, grid, units, calendar or grant
  engine_version integer NOT NULL,            -- the rules by which the derived state was made
  PRIMARY KEY (d)
);

CREATE TABLE journal (
  d               integer NOT NULL,
  seq             bigint NOT NULL,
  kind            integer NOT NULL,
  instance_id     text,
  deprecates      text,
  person_no       integer NOT NULL,
  form_ver        integer NOT NULL,
  captured        bigint,                    -- microseconds since 1970 in UTC
  captured_offset integer,                    -- minutes
  received        bigint NOT NULL,
  received_offset integer NOT NULL,
  definition_seq  bigint NOT NULL,
  grid_seq        bigint NOT NULL,
  day             integer NOT NULL,           -- day number, 0001-01-01 being 0
  unit            integer NOT NULL,
  cell            integer NOT NULL,
  marks           integer NOT NULL,
  files           text,                       -- JSON: [{"name","hash","size","media"}, …]
  body_hash       bytea    NOT NULL,
  chain           bytea    NOT NULL,
  PRIMARY KEY (d, seq)
);

CREATE TABLE body (
  d     integer NOT NULL,
  seq   bigint NOT NULL,
  salt  bytea    NOT NULL,
  bytes bytea    NOT NULL,
  state smallint NOT NULL,                     -- 1 whole, 2 redacted, 3 residue
  PRIMARY KEY (d, seq)
);

CREATE TABLE blob (
  d     integer NOT NULL,
  hash  bytea    NOT NULL,
  size  bigint NOT NULL,
  media text    NOT NULL,
  PRIMARY KEY (d, hash)
);

-- Bodies are XML of about 2 KB: lz4 keeps them in the row's own page.
ALTER TABLE body ALTER bytes SET COMPRESSION lz4;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE FUNCTION refuse_unless_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.d <> OLD.d OR NEW.seq <> OLD.seq OR NEW.state NOT IN (2, 3) OR NEW.salt = OLD.salt THEN
    RAISE EXCEPTION 'a body can only be redacted, under a new salt';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION refuse_unless_growth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.d <> OLD.d OR NEW.seq < OLD.seq THEN RAISE EXCEPTION 'the journal is append-only'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blob_is_never_changed BEFORE UPDATE OR DELETE ON blob FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER body_is_never_removed BEFORE DELETE ON body FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER body_is_only_redacted BEFORE UPDATE ON body FOR EACH ROW EXECUTE FUNCTION refuse_unless_redaction();
CREATE TRIGGER head_is_never_removed BEFORE DELETE ON head FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER head_only_grows BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION refuse_unless_growth();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON journal EXECUTE FUNCTION refuse_change();
CREATE TRIGGER body_is_never_emptied BEFORE TRUNCATE ON body EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blob_is_never_emptied BEFORE TRUNCATE ON blob EXECUTE FUNCTION refuse_change();
CREATE TRIGGER head_is_never_emptied BEFORE TRUNCATE ON head EXECUTE FUNCTION refuse_change();
