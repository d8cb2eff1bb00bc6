-- The player: an origin of its own for each (enrolment, item); attempts, their launches, and the log that each leaves.

CREATE TABLE content_origins (
  label TEXT NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  item_id BLOB NOT NULL REFERENCES items (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX content_origins_once ON content_origins (enrolment_id, item_id);

-- A learner's one attempt at a SCO of a step. lesson_status, score, seconds: what its launches came to, by our own replay.
CREATE TABLE module_attempts (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  sco TEXT NOT NULL,
  lesson_status TEXT NOT NULL,
  score REAL,
  seconds INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX module_attempts_once ON module_attempts (enrolment_id, step_id, sco);

-- start: what the launch began with; snapshot: where it stood at snapshot_sequence. Both sealed, both JSON of the engine.
-- sequence: the last operation acknowledged. replaced_at: a newer launch of the attempt took the lease.
CREATE TABLE launches (
  id BLOB NOT NULL PRIMARY KEY,
  attempt_id BLOB NOT NULL REFERENCES module_attempts (id),
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  engine TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  start BLOB NOT NULL,
  snapshot BLOB,
  snapshot_sequence INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  replaced_at INTEGER
) STRICT;
CREATE INDEX launches_attempt ON launches (attempt_id, created_at);

CREATE TABLE attempt_operations (
  launch_id BLOB NOT NULL REFERENCES launches (id),
  sequence INTEGER NOT NULL,
  operation BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (launch_id, sequence)
) STRICT;
