-- What the answers to a version of a question come to in a version of a quiz: exact sums over tries that are over and graded
-- (assess::quiz::tally), in ten-thousandths. No person is in them.
CREATE TABLE question_figures (
  question_version_id UUID NOT NULL REFERENCES question_versions (id),
  quiz_version_id UUID NOT NULL REFERENCES item_versions (id),
  answers BIGINT NOT NULL,
  blank BIGINT NOT NULL,
  fully BIGINT NOT NULL,
  share BIGINT NOT NULL,
  share_squared BIGINT NOT NULL,
  rest BIGINT NOT NULL,
  rest_squared BIGINT NOT NULL,
  product BIGINT NOT NULL,
  PRIMARY KEY (question_version_id, quiz_version_id)
);
CREATE INDEX question_figures_quiz ON question_figures (quiz_version_id);

-- What authors read of a version of a question, over all its quizzes: success and sorting in thousandths; verdict: wait, check,
-- weak, good.
CREATE TABLE question_verdicts (
  question_version_id UUID NOT NULL PRIMARY KEY REFERENCES question_versions (id),
  answers BIGINT NOT NULL,
  success BIGINT NOT NULL,
  sorting BIGINT,
  verdict TEXT NOT NULL
);

-- What a try that ended, or was graded again, changes in those sums (JSON), until a job has added it.
CREATE TABLE quiz_tallies (
  id UUID NOT NULL PRIMARY KEY,
  attempt_id UUID NOT NULL REFERENCES quiz_attempts (id),
  version_id UUID NOT NULL REFERENCES item_versions (id),
  changes TEXT NOT NULL
);
CREATE INDEX quiz_tallies_attempt ON quiz_tallies (attempt_id);
