-- What lists of people changed of the situation of who was in the session already. before: what was said of them, sealed with their key of
-- evidence, nothing when it was unsaid; kept while the list may be taken back. written_at: the date of the situation while nothing else
-- has changed it.
CREATE TABLE intake_standings (
  intake_id BLOB NOT NULL REFERENCES intakes (id),
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  before BLOB,
  written_at INTEGER NOT NULL,
  PRIMARY KEY (intake_id, enrolment_id)
) STRICT;
CREATE INDEX intake_standings_enrolment ON intake_standings (enrolment_id);
