-- Certificates, and what a chamber prints at the head of its documents.

-- details: JSON sealed with the platform's key, since it names who signs.
CREATE TABLE organisations (
  region_id BLOB NOT NULL PRIMARY KEY REFERENCES regions (id),
  details BLOB NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- kind: end_of_training, completion. code_index: blind index of the code that the document bears.
-- content: what the document says, frozen as JSON, sealed with the learner's key of evidence.
-- ended_at, ended_for: replaced by a newer one, or cancelled and why (replaced, identity, content, mistake).
CREATE TABLE certificates (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  kind TEXT NOT NULL,
  code_index BLOB NOT NULL UNIQUE,
  content BLOB NOT NULL,
  issued_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_for TEXT
) STRICT;
CREATE UNIQUE INDEX certificates_in_force ON certificates (enrolment_id, kind) WHERE ended_at IS NULL;
CREATE INDEX certificates_enrolment ON certificates (enrolment_id, issued_at);
