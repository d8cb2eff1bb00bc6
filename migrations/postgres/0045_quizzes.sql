-- What a version of a quiz settles (JSON of catalogue::quizzes): tries, time, what is shown when, days of the session.
CREATE TABLE quizzes (
  version_id UUID NOT NULL PRIMARY KEY REFERENCES item_versions (id),
  rules TEXT NOT NULL
);

-- What it is made of, in order: a question, or so many drawn from a bank by tags (JSON, one list). points: thousandths, in
-- place of the question's own.
CREATE TABLE quiz_slots (
  version_id UUID NOT NULL REFERENCES item_versions (id),
  position BIGINT NOT NULL,
  question_id UUID REFERENCES questions (id),
  draw_count BIGINT,
  draw_tags TEXT,
  draw_course UUID REFERENCES courses (id),
  points BIGINT,
  PRIMARY KEY (version_id, position)
);
CREATE INDEX quiz_slots_question ON quiz_slots (question_id);

-- What is being composed (JSON), from one revision to the next; published: the revision that is online.
CREATE TABLE quiz_drafts (
  item_id UUID NOT NULL PRIMARY KEY REFERENCES items (id),
  composition TEXT NOT NULL,
  revision BIGINT NOT NULL,
  published BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- A learner's try: what it asks (JSON: versions of questions, points) and its rules are frozen when it starts. earned and
-- whole: thousandths of a point, once it is over.
CREATE TABLE quiz_attempts (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  version_id UUID NOT NULL REFERENCES item_versions (id),
  number BIGINT NOT NULL,
  seed BYTEA NOT NULL,
  rules TEXT NOT NULL,
  asked TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  earned BIGINT NOT NULL,
  whole BIGINT NOT NULL,
  to_grade BIGINT NOT NULL
);
CREATE UNIQUE INDEX quiz_attempts_number ON quiz_attempts (enrolment_id, step_id, number);
CREATE UNIQUE INDEX quiz_attempts_underway ON quiz_attempts (enrolment_id, step_id) WHERE ended_at IS NULL;
CREATE INDEX quiz_attempts_version ON quiz_attempts (version_id, ended_at);
CREATE INDEX quiz_attempts_waiting ON quiz_attempts (enrolment_id) WHERE to_grade > 0;

-- The answer to the question at a place of a try: sealed; what it earned, in clear. given_at: when the learner gave it.
CREATE TABLE quiz_answers (
  attempt_id UUID NOT NULL REFERENCES quiz_attempts (id),
  place BIGINT NOT NULL,
  question_version_id UUID NOT NULL REFERENCES question_versions (id),
  answer BYTEA,
  outcome TEXT NOT NULL,
  share BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  flagged BIGINT NOT NULL,
  locked_at BIGINT,
  tutor_id UUID REFERENCES people (id),
  graded_at BIGINT,
  comment BYTEA,
  PRIMARY KEY (attempt_id, place)
);
CREATE INDEX quiz_answers_question ON quiz_answers (question_version_id, attempt_id);

-- More time for a learner in every quiz of an enrolment, and why (sealed). kind: third, percent, minutes.
CREATE TABLE quiz_extra_times (
  enrolment_id UUID NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  kind TEXT NOT NULL,
  amount BIGINT NOT NULL,
  reason BYTEA,
  actor_id UUID REFERENCES people (id),
  changed_at BIGINT NOT NULL
);
