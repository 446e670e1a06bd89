-- Kept beside the journal: where people want to be told of what is late, and what was told to whom. A rebuild leaves them alone.
CREATE TABLE notice_channel (
  d         integer NOT NULL,
  id        blob    NOT NULL,                 -- 16 random bytes
  person_no integer NOT NULL,                 -- whose mailbox; 0: the group chat of the unit
  unit      integer NOT NULL,                 -- whose group; 0: a person's mailbox
  kind      integer NOT NULL,                 -- 1 e-mail, 2 WeCom robot, 3 DingTalk robot
  address   text    NOT NULL,                 -- a robot's address holds its key: a secret
  secret    text,                             -- a DingTalk robot's signing secret
  language  text    NOT NULL,
  made_by   integer NOT NULL,
  created   integer NOT NULL,
  PRIMARY KEY (d, id)
) WITHOUT ROWID;

CREATE TABLE notice_told (                    -- the highest rung of which a case was told, for the time at which it was due
  d        integer NOT NULL,
  root_seq integer NOT NULL,
  rung     integer NOT NULL,
  due      integer NOT NULL,
  PRIMARY KEY (d, root_seq)
) WITHOUT ROWID;

CREATE TABLE notice (
  d         integer NOT NULL,
  person_no integer NOT NULL,
  unit      integer NOT NULL,
  made      integer NOT NULL,                 -- microseconds since 1970 in UTC, by the district's clock
  urgent    integer NOT NULL,                 -- emergencies: told at any hour
  lines     text    NOT NULL,                 -- cases and rungs (JSON); no word of a case, which lives in the journal
  PRIMARY KEY (d, person_no, unit, made, urgent)
) WITHOUT ROWID;

CREATE TABLE notice_delivery (
  d         integer NOT NULL,
  channel   blob    NOT NULL,
  made      integer NOT NULL,
  urgent    integer NOT NULL,
  person_no integer NOT NULL,
  unit      integer NOT NULL,
  tries     integer NOT NULL,
  next_try  integer,                          -- real time; null: it was sent, or given up
  sent      integer,                          -- real time; null: it was not
  trouble   text,                             -- what the receiver answered to the last try
  PRIMARY KEY (d, channel, made, urgent)
) WITHOUT ROWID;
CREATE INDEX notice_delivery_due ON notice_delivery (d, next_try) WHERE next_try IS NOT NULL;

CREATE TABLE notice_round (d integer NOT NULL PRIMARY KEY, last integer NOT NULL) WITHOUT ROWID;
