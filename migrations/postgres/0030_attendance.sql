-- Attendance: one sheet for each half-day that somebody signs, as it was planned when they began; what is said of each
-- learner, who vouches for it, and the scans of what was signed on paper. What is taken back stays, with who did it and why.
CREATE TABLE attendance_sheets (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  day TEXT NOT NULL,
  half TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  minutes BIGINT NOT NULL,
  place TEXT NOT NULL,
  code TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (session_id, step_id, day, half),
  UNIQUE (session_id, code)
);

-- aspect: presence, arrival, departure. method: tablet, phone, paper, trainer. `said_at` is when it was said, or the hour of an
-- arrival or a departure.
CREATE TABLE attendance_marks (
  id UUID NOT NULL PRIMARY KEY,
  sheet_id UUID NOT NULL REFERENCES attendance_sheets (id),
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  aspect TEXT NOT NULL,
  absent_for TEXT,
  method TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor_id UUID REFERENCES people (id),
  signature BYTEA,
  cancelled_at BIGINT,
  cancelled_by UUID REFERENCES people (id),
  cancelled_for TEXT
);
CREATE UNIQUE INDEX attendance_marks_in_force ON attendance_marks (sheet_id, enrolment_id, aspect) WHERE cancelled_at IS NULL;
CREATE INDEX attendance_marks_enrolment ON attendance_marks (enrolment_id);

CREATE TABLE attendance_seals (
  id UUID NOT NULL PRIMARY KEY,
  sheet_id UUID NOT NULL REFERENCES attendance_sheets (id),
  actor_id UUID REFERENCES people (id),
  sealed_at BIGINT NOT NULL,
  content BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  cancelled_at BIGINT,
  cancelled_by UUID REFERENCES people (id),
  cancelled_for TEXT
);
CREATE UNIQUE INDEX attendance_seals_in_force ON attendance_seals (sheet_id) WHERE cancelled_at IS NULL;

CREATE TABLE attendance_scans (
  id UUID NOT NULL PRIMARY KEY,
  sheet_id UUID NOT NULL REFERENCES attendance_sheets (id),
  blob_id UUID NOT NULL REFERENCES blobs (id),
  actor_id UUID REFERENCES people (id),
  filed_at BIGINT NOT NULL
);
CREATE INDEX attendance_scans_sheet ON attendance_scans (sheet_id, filed_at);

-- Wrong codes typed by a learner for the half-days of one day, so that nobody finds one by trying.
CREATE TABLE attendance_tries (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  day TEXT NOT NULL,
  tries BIGINT NOT NULL,
  PRIMARY KEY (enrolment_id, day)
);
