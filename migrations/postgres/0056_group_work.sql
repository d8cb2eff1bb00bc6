-- Work of a group: one row for each of its tries, sealed with the group's key; enrolment_id is then who began it.
ALTER TABLE submissions ADD COLUMN group_id UUID REFERENCES learner_groups (id);
DROP INDEX submissions_try;
CREATE UNIQUE INDEX submissions_try ON submissions (COALESCE(group_id, enrolment_id), step_id, number);
CREATE INDEX submissions_enrolment ON submissions (enrolment_id, step_id);
CREATE INDEX submissions_group ON submissions (group_id, step_id);

-- Who added it.
ALTER TABLE submission_files ADD COLUMN author_id UUID REFERENCES people (id);

-- Whose a group's work was when it was handed in: the mark counts for each. read_at: when they opened its correction.
CREATE TABLE submission_members (
  submission_id UUID NOT NULL REFERENCES submissions (id),
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  read_at BIGINT,
  PRIMARY KEY (submission_id, enrolment_id)
);
CREATE INDEX submission_members_enrolment ON submission_members (enrolment_id, submission_id);
CREATE CONSTRAINT TRIGGER submission_members_stamp AFTER INSERT OR UPDATE OR DELETE ON submission_members
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();

-- Who wrote what of it: the text as each left it before another took over. content: sealed with the group's key. revision: of
-- the draft then.
CREATE TABLE submission_writings (
  id UUID NOT NULL PRIMARY KEY,
  submission_id UUID NOT NULL REFERENCES submissions (id),
  author_id UUID NOT NULL REFERENCES people (id),
  content BYTEA NOT NULL,
  revision BIGINT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX submission_writings_submission ON submission_writings (submission_id, revision);
