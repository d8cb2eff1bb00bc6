-- A late survey opens so many days after the end of a learner's access, for so many days: as its version in force says.
ALTER TABLE items ADD COLUMN opens_after BIGINT;
ALTER TABLE items ADD COLUMN open_for BIGINT;

-- What was answered to a survey in a session, all of it in one sealed box: sorted by what it says, so that neither its order nor
-- a time tells whose an answer is.
CREATE TABLE survey_boxes (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  version_id UUID NOT NULL REFERENCES item_versions (id),
  content BYTEA NOT NULL
);
CREATE UNIQUE INDEX survey_boxes_of ON survey_boxes (session_id, step_id, version_id);
CREATE INDEX survey_boxes_step ON survey_boxes (step_id);
CREATE INDEX survey_boxes_version ON survey_boxes (version_id);

-- Who answered, and who was asked to by mail. content: the answers of a survey that shows names, sealed.
CREATE TABLE survey_turns (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  answered BIGINT NOT NULL,
  content BYTEA,
  invited_at BIGINT,
  reminded_at BIGINT
);
CREATE UNIQUE INDEX survey_turns_of ON survey_turns (enrolment_id, step_id);
CREATE INDEX survey_turns_step ON survey_turns (step_id);
