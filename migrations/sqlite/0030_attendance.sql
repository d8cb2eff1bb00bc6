-- Attendance: one sheet for each half-day that somebody signs, as it was planned when they began; what is said of each
-- learner, who vouches for it, and the scans of what was signed on paper. What is taken back stays, with who did it and why.
CREATE TABLE attendance_sheets (
  id BLOB NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  day TEXT NOT NULL,
  half TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT NOT NULL,
  code TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (session_id, step_id, day, half),
  UNIQUE (session_id, code)
) STRICT;

-- aspect: presence, arrival, departure. method: tablet, phone, paper, trainer. `said_at` is when it was said, or the hour of an
-- arrival or a departure.
CREATE TABLE attendance_marks (
  id BLOB NOT NULL PRIMARY KEY,
  sheet_id BLOB NOT NULL REFERENCES attendance_sheets (id),
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  aspect TEXT NOT NULL,
  absent_for TEXT,
  method TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor_id BLOB REFERENCES people (id),
  signature BLOB,
  cancelled_at INTEGER,
  cancelled_by BLOB REFERENCES people (id),
  cancelled_for TEXT
) STRICT;
CREATE UNIQUE INDEX attendance_marks_in_force ON attendance_marks (sheet_id, enrolment_id, aspect) WHERE cancelled_at IS NULL;
CREATE INDEX attendance_marks_enrolment ON attendance_marks (enrolment_id);

CREATE TABLE attendance_seals (
  id BLOB NOT NULL PRIMARY KEY,
  sheet_id BLOB NOT NULL REFERENCES attendance_sheets (id),
  actor_id BLOB REFERENCES people (id),
  sealed_at INTEGER NOT NULL,
  content BLOB NOT NULL,
  digest BLOB NOT NULL,
  cancelled_at INTEGER,
  cancelled_by BLOB REFERENCES people (id),
  cancelled_for TEXT
) STRICT;
CREATE UNIQUE INDEX attendance_seals_in_force ON attendance_seals (sheet_id) WHERE cancelled_at IS NULL;

CREATE TABLE attendance_scans (
  id BLOB NOT NULL PRIMARY KEY,
  sheet_id BLOB NOT NULL REFERENCES attendance_sheets (id),
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  actor_id BLOB REFERENCES people (id),
  filed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attendance_scans_sheet ON attendance_scans (sheet_id, filed_at);

-- Wrong codes typed by a learner for the half-days of one day, so that nobody finds one by trying.
CREATE TABLE attendance_tries (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  day TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, day)
) STRICT;
