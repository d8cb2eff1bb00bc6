-- What a version of a quiz settles (JSON of catalogue::quizzes): tries, time, what is shown when, days of the session.
CREATE TABLE quizzes (
  version_id BLOB NOT NULL PRIMARY KEY REFERENCES item_versions (id),
  rules TEXT NOT NULL
) STRICT;

-- What it is made of, in order: a question, or so many drawn from a bank by tags (JSON, one list). points: thousandths, in
-- place of the question's own.
CREATE TABLE quiz_slots (
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  position INTEGER NOT NULL,
  question_id BLOB REFERENCES questions (id),
  draw_count INTEGER,
  draw_tags TEXT,
  draw_course BLOB REFERENCES courses (id),
  points INTEGER,
  PRIMARY KEY (version_id, position)
) STRICT;
CREATE INDEX quiz_slots_question ON quiz_slots (question_id);

-- What is being composed (JSON), from one revision to the next; published: the revision that is online.
CREATE TABLE quiz_drafts (
  item_id BLOB NOT NULL PRIMARY KEY REFERENCES items (id),
  composition TEXT NOT NULL,
  revision INTEGER NOT NULL,
  published INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- A learner's try: what it asks (JSON: versions of questions, points) and its rules are frozen when it starts. earned and
-- whole: thousandths of a point, once it is over.
CREATE TABLE quiz_attempts (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  number INTEGER NOT NULL,
  seed BLOB NOT NULL,
  rules TEXT NOT NULL,
  asked TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  earned INTEGER NOT NULL,
  whole INTEGER NOT NULL,
  to_grade INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX quiz_attempts_number ON quiz_attempts (enrolment_id, step_id, number);
CREATE UNIQUE INDEX quiz_attempts_underway ON quiz_attempts (enrolment_id, step_id) WHERE ended_at IS NULL;
CREATE INDEX quiz_attempts_version ON quiz_attempts (version_id, ended_at);
CREATE INDEX quiz_attempts_waiting ON quiz_attempts (enrolment_id) WHERE to_grade > 0;

-- The answer to the question at a place of a try: sealed; what it earned, in clear. given_at: when the learner gave it.
CREATE TABLE quiz_answers (
  attempt_id BLOB NOT NULL REFERENCES quiz_attempts (id),
  place INTEGER NOT NULL,
  question_version_id BLOB NOT NULL REFERENCES question_versions (id),
  answer BLOB,
  outcome TEXT NOT NULL,
  share INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  locked_at INTEGER,
  tutor_id BLOB REFERENCES people (id),
  graded_at INTEGER,
  comment BLOB,
  PRIMARY KEY (attempt_id, place)
) STRICT;
CREATE INDEX quiz_answers_question ON quiz_answers (question_version_id, attempt_id);

-- More time for a learner in every quiz of an enrolment, and why (sealed). kind: third, percent, minutes.
CREATE TABLE quiz_extra_times (
  enrolment_id BLOB NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL,
  reason BLOB,
  actor_id BLOB REFERENCES people (id),
  changed_at INTEGER NOT NULL
) STRICT;
