-- An account that another region had made for somebody who had one already: closed once they said so, its training passed to theirs.
-- person_id is the account that stays, former_id the one that is closed, region_id the region that had made it and knows them since.
CREATE TABLE united_accounts (
  former_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  region_id BLOB NOT NULL REFERENCES regions (id),
  united_at INTEGER NOT NULL
) STRICT;
CREATE INDEX united_accounts_person ON united_accounts (person_id, region_id);
CREATE INDEX united_accounts_region ON united_accounts (region_id, person_id);
