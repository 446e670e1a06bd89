-- Ways into derived tables that pages need and the writer does not.

-- A record's history.
CREATE INDEX turn_by_root ON turn (d, root_seq, pos, ord);

-- The few records that somebody has to look at, among the many that simply count.
CREATE INDEX record_unusual ON record (d, campaign, standing, root_seq) WHERE standing <> 1;
CREATE INDEX record_short ON record (d, campaign, root_seq) WHERE missing > 0;

-- What a large district looks like, told to the planner once. It would otherwise take the district, which leads every key, for a choice between
-- ten rows, and walk whole tables instead of entering an index at its second column. Rows: all, then how many share each prefix of the key.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('journal', 'journal', '1000000 1000000 1'),
  ('body', 'sqlite_autoindex_body_1', '1000000 1000000 1'),
  ('blob', 'blob', '500000 500000 1'),
  ('instance', 'instance', '1000000 1000000 1'),
  ('conflict', 'conflict', '1000 1000 1 1'),
  ('record', 'record', '1000000 1000000 1'),
  ('record', 'record_by_campaign', '1000000 1000000 100000 1'),
  ('record', 'record_by_unit', '1000000 1000000 20000 5000 1'),
  ('record', 'record_by_cell', '1000000 1000000 100000 2000 1'),
  ('record', 'record_unusual', '5000 5000 1000 300 1'),
  ('record', 'record_short', '2000 2000 400 1'),
  ('revision', 'revision', '1000000 1000000 1'),
  ('revision', 'revision_by_root', '1000000 1000000 2 1'),
  ('turn', 'turn', '1000000 1000000 1 1'),
  ('turn', 'turn_by_root', '1000000 1000000 2 1 1'),
  ('attachment', 'attachment', '1000000 1000000 2 1'),
  ('attachment', 'attachment_by_hash', '1000000 1000000 1'),
  ('waiting', 'waiting', '1000 1000 1 1'),
  ('waiting', 'waiting_by_entry', '1000 1000 1'),
  ('scope', 'scope', '200000 200000 5000 1'),
  ('scope', 'scope_by_root', '200000 200000 1'),
  ('record_count', 'record_count', '1000 1000 100 30 4 1'),
  ('definition_entry', 'definition_entry', '200 200 1'),
  ('indicator', 'indicator', '100 100 2 1'),
  ('entry', 'entry', '5000000 5000000 50000 50000 2 1'),
  ('entry', 'entry_by_root', '5000000 5000000 5'),
  ('entry', 'entry_by_unit', '5000000 5000000 50000 50000 2500 20 2 1 1'),
  ('claim', 'claim', '500000 500000 100000 100000 2 1'),
  ('claim', 'claim_by_root', '500000 500000 2'),
  ('claim', 'claim_holder', '400000 400000 80000 80000 1'),
  ('roll', 'roll', '1000000 1000000 10000 10000 500 100 1'),
  ('roll_place', 'roll_place', '50000 50000 500 500 25 1'),
  ('roll_day', 'roll_day', '200000 200000 2000 2000 100 1'),
  ('checkpoint', 'checkpoint', '50000 50000 500 500 20 1');
ANALYZE sqlite_schema;
