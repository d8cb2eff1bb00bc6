-- What the answers to a version of a question come to in a version of a quiz: exact sums over tries that are over and graded
-- (assess::quiz::tally), in ten-thousandths. No person is in them.
CREATE TABLE question_figures (
  question_version_id BLOB NOT NULL REFERENCES question_versions (id),
  quiz_version_id BLOB NOT NULL REFERENCES item_versions (id),
  answers INTEGER NOT NULL,
  blank INTEGER NOT NULL,
  fully INTEGER NOT NULL,
  share INTEGER NOT NULL,
  share_squared INTEGER NOT NULL,
  rest INTEGER NOT NULL,
  rest_squared INTEGER NOT NULL,
  product INTEGER NOT NULL,
  PRIMARY KEY (question_version_id, quiz_version_id)
) STRICT;
CREATE INDEX question_figures_quiz ON question_figures (quiz_version_id);

-- What authors read of a version of a question, over all its quizzes: success and sorting in thousandths; verdict: wait, check,
-- weak, good.
CREATE TABLE question_verdicts (
  question_version_id BLOB NOT NULL PRIMARY KEY REFERENCES question_versions (id),
  answers INTEGER NOT NULL,
  success INTEGER NOT NULL,
  sorting INTEGER,
  verdict TEXT NOT NULL
) STRICT;

-- What a try that ended, or was graded again, changes in those sums (JSON), until a job has added it.
CREATE TABLE quiz_tallies (
  id BLOB NOT NULL PRIMARY KEY,
  attempt_id BLOB NOT NULL REFERENCES quiz_attempts (id),
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX quiz_tallies_attempt ON quiz_tallies (attempt_id);
