-- The cards that lists of people changed. before: the card as it was, sealed with its person's key, kept while the list may be
-- taken back. written_at: when the change was, which is the card's own date while nothing else has changed it.
CREATE TABLE intake_updates (
  id BLOB NOT NULL PRIMARY KEY,
  intake_id BLOB NOT NULL REFERENCES intakes (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  before BLOB NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_updates_intake ON intake_updates (intake_id);

-- How many cards a list changed.
ALTER TABLE intakes ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
