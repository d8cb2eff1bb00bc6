-- Work of a group: one row for each of its tries, sealed with the group's key; enrolment_id is then who began it.
ALTER TABLE submissions ADD COLUMN group_id BLOB REFERENCES learner_groups (id);
DROP INDEX submissions_try;
CREATE UNIQUE INDEX submissions_try ON submissions (COALESCE(group_id, enrolment_id), step_id, number);
CREATE INDEX submissions_enrolment ON submissions (enrolment_id, step_id);
CREATE INDEX submissions_group ON submissions (group_id, step_id);

-- Who added it.
ALTER TABLE submission_files ADD COLUMN author_id BLOB REFERENCES people (id);

-- Whose a group's work was when it was handed in: the mark counts for each. read_at: when they opened its correction.
CREATE TABLE submission_members (
  submission_id BLOB NOT NULL REFERENCES submissions (id),
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  read_at INTEGER,
  PRIMARY KEY (submission_id, enrolment_id)
) STRICT;
CREATE INDEX submission_members_enrolment ON submission_members (enrolment_id, submission_id);
CREATE TRIGGER submission_members_stamp_i AFTER INSERT ON submission_members
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER submission_members_stamp_u AFTER UPDATE ON submission_members
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER submission_members_stamp_d AFTER DELETE ON submission_members
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;

-- Who wrote what of it: the text as each left it before another took over. content: sealed with the group's key. revision: of
-- the draft then.
CREATE TABLE submission_writings (
  id BLOB NOT NULL PRIMARY KEY,
  submission_id BLOB NOT NULL REFERENCES submissions (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  content BLOB NOT NULL,
  revision INTEGER NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_writings_submission ON submission_writings (submission_id, revision);
