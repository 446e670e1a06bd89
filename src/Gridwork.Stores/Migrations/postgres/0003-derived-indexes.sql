-- Ways into derived tables that pages need and the writer does not.

-- A record's history.
CREATE INDEX turn_by_root ON turn (d, root_seq, pos, ord);

-- The few records that somebody has to look at, among the many that simply count.
CREATE INDEX record_unusual ON record (d, campaign, standing, root_seq) WHERE standing <> 1;
CREATE INDEX record_short ON record (d, campaign, root_seq) WHERE missing > 0;
