-- Training sessions, their dates and tutors, and who is enrolled.

CREATE TABLE training_sessions (
  id UUID NOT NULL PRIMARY KEY,
  course_id UUID NOT NULL REFERENCES courses (id),
  region_id UUID NOT NULL REFERENCES regions (id),
  reference TEXT NOT NULL UNIQUE,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX training_sessions_region ON training_sessions (region_id, starts_at, id);
CREATE INDEX training_sessions_starts ON training_sessions (starts_at, id);

-- A live class or a half-day on site: a step of the course at a date.
CREATE TABLE session_dates (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  place TEXT NOT NULL
);
CREATE INDEX session_dates_session ON session_dates (session_id, starts_at);

-- duty: content, motivation, technical.
CREATE TABLE session_tutors (
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  person_id UUID NOT NULL REFERENCES people (id),
  duty TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (session_id, person_id, duty)
);
CREATE INDEX session_tutors_person ON session_tutors (person_id);

-- The access ends with the enrolment, which may be extended alone.
CREATE TABLE enrolments (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  person_id UUID NOT NULL REFERENCES people (id),
  ends_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE UNIQUE INDEX enrolments_once ON enrolments (session_id, person_id);
CREATE INDEX enrolments_person ON enrolments (person_id, session_id);
