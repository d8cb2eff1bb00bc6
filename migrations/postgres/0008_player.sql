-- The player: an origin of its own for each (enrolment, item); attempts, their launches, and the log that each leaves.

CREATE TABLE content_origins (
  label TEXT NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  item_id UUID NOT NULL REFERENCES items (id),
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX content_origins_once ON content_origins (enrolment_id, item_id);

-- A learner's one attempt at a SCO of a step. lesson_status, score, seconds: what its launches came to, by our own replay.
CREATE TABLE module_attempts (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  sco TEXT NOT NULL,
  lesson_status TEXT NOT NULL,
  score DOUBLE PRECISION,
  seconds BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX module_attempts_once ON module_attempts (enrolment_id, step_id, sco);

-- start: what the launch began with; snapshot: where it stood at snapshot_sequence. Both sealed, both JSON of the engine.
-- sequence: the last operation acknowledged. replaced_at: a newer launch of the attempt took the lease.
CREATE TABLE launches (
  id UUID NOT NULL PRIMARY KEY,
  attempt_id UUID NOT NULL REFERENCES module_attempts (id),
  version_id UUID NOT NULL REFERENCES item_versions (id),
  engine TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  start BYTEA NOT NULL,
  snapshot BYTEA,
  snapshot_sequence BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE INDEX launches_attempt ON launches (attempt_id, created_at);

CREATE TABLE attempt_operations (
  launch_id UUID NOT NULL REFERENCES launches (id),
  sequence BIGINT NOT NULL,
  operation BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (launch_id, sequence)
);
