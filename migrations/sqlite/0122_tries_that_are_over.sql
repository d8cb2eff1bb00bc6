-- The figures of questions are made again try after try of a quiz.
CREATE INDEX quiz_attempts_over ON quiz_attempts (version_id, id);
