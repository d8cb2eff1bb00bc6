-- Lists of people sent to be enrolled. state: read, applying, applied, undone. content: JSON of ours, sealed with the list's
-- own key, which is destroyed with it a day after it was sent. position: how many of its lines were dealt with.
CREATE TABLE intakes (
  id BLOB NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  sent_by BLOB NOT NULL REFERENCES people (id),
  sent_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  content BLOB,
  revision INTEGER NOT NULL DEFAULT 1,
  wanted INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  applied_at INTEGER,
  undone_at INTEGER,
  kept INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX intakes_session ON intakes (session_id, sent_at);

-- What the lines of a list led to. fresh: 1 when the account was made by it. joined_at: which of
-- somebody's comings it is, for whoever left and came back otherwise is nothing of this list's any more.
CREATE TABLE intake_lines (
  intake_id BLOB NOT NULL REFERENCES intakes (id),
  line INTEGER NOT NULL,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  fresh INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (intake_id, line)
) STRICT;

-- Which column is which, as a region said it for lists with these titles (their blind index).
CREATE TABLE intake_columns (
  region_id BLOB NOT NULL REFERENCES regions (id),
  titles BLOB NOT NULL,
  columns TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (region_id, titles)
) STRICT;

-- When someone came in, the last time.
ALTER TABLE enrolments ADD COLUMN joined_at INTEGER NOT NULL DEFAULT 0;
UPDATE enrolments SET joined_at = created_at;
