-- The groups of a session's learners, who hand work in together. name: sealed with the session's key. dissolved_at: nobody is
-- in it any more; what it handed in stays.
CREATE TABLE learner_groups (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  name BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  dissolved_at BIGINT
);
CREATE INDEX learner_groups_session ON learner_groups (session_id, made_at, id);

-- Who is in which: one group at most.
CREATE TABLE group_members (
  enrolment_id UUID NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  group_id UUID NOT NULL REFERENCES learner_groups (id)
);
CREATE INDEX group_members_group ON group_members (group_id, enrolment_id);
