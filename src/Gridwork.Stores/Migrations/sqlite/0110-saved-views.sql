-- Kept beside the journal: lists of the desk that a person wants back under a name of his own. A rebuild leaves them alone.
CREATE TABLE saved_view (
    d         integer NOT NULL,
    person_no integer NOT NULL,
    name      text NOT NULL,
    query     text NOT NULL,    -- what the address of the list asks for
    created   integer NOT NULL, -- microseconds since 1970 in UTC
    PRIMARY KEY (d, person_no, name),
    FOREIGN KEY (d, person_no) REFERENCES account (d, person_no)
) WITHOUT ROWID;
