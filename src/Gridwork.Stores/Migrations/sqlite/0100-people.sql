-- Kept beside the journal: people, phones' keys, secrets, cookie keys and who looked at what. A rebuild leaves them alone.
CREATE TABLE account (
    d              integer NOT NULL,
    person_no      integer NOT NULL,
    sign_in_name   text NOT NULL,
    name_key       text NOT NULL,
    name_zh        text NOT NULL,
    name_en        text,
    password_hash  text,
    security_stamp text NOT NULL,
    failed_count   integer NOT NULL,
    locked_until   integer,
    disabled       integer NOT NULL,
    PRIMARY KEY (d, person_no),
    UNIQUE (d, name_key)
) WITHOUT ROWID;

CREATE TABLE device_token (
    d          integer NOT NULL,
    token_hash blob NOT NULL,
    person_no  integer NOT NULL,
    campaign   integer,
    label      text NOT NULL,
    created    integer NOT NULL,
    revoked    integer,
    PRIMARY KEY (d, token_hash),
    FOREIGN KEY (d, person_no) REFERENCES account (d, person_no)
) WITHOUT ROWID;

CREATE TABLE secret (
    d     integer NOT NULL,
    name  text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (d, name)
) WITHOUT ROWID;

CREATE TABLE access_log (
    d         integer NOT NULL,
    at        integer NOT NULL,
    id        blob NOT NULL,
    person_no integer NOT NULL,
    what      text NOT NULL,
    record    integer,
    detail    text,
    PRIMARY KEY (d, at, id)
) WITHOUT ROWID;
CREATE INDEX access_log_record ON access_log (d, record, at);

-- Without the district in its key: one set of keys protects the cookies of all districts that this database serves.
CREATE TABLE data_protection_key (
    name text NOT NULL PRIMARY KEY,
    xml  text NOT NULL
) WITHOUT ROWID;
