-- Work handed in: a row for each try of a learner at a step, a draft until handed_at; version_id: what it was asked by.
-- content is sealed. late, anonymous: as it was when it was handed in.
CREATE TABLE submissions (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  number INTEGER NOT NULL,
  content BLOB NOT NULL,
  revision INTEGER NOT NULL,
  began_at INTEGER NOT NULL,
  handed_at INTEGER,
  late INTEGER NOT NULL DEFAULT 0,
  anonymous INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX submissions_try ON submissions (enrolment_id, step_id, number);
CREATE INDEX submissions_step ON submissions (step_id);
CREATE INDEX submissions_handed ON submissions (handed_at, id);

-- What goes with an answer. kind: audio, video or file. content: its name and what is said in it, sealed.
CREATE TABLE submission_files (
  id BLOB NOT NULL PRIMARY KEY,
  submission_id BLOB NOT NULL REFERENCES submissions (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_files_submission ON submission_files (submission_id, added_at, id);

-- How it was corrected: a draft until published_at. content: levels, comment, sealed with its learner's key. tutor_id: who
-- saved it last. read_at: when the learner opened it.
CREATE TABLE gradings (
  submission_id BLOB NOT NULL PRIMARY KEY REFERENCES submissions (id),
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  content BLOB NOT NULL,
  percent REAL,
  redo INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  tutor_id BLOB REFERENCES people (id),
  changed_at INTEGER NOT NULL,
  published_at INTEGER,
  read_at INTEGER
) STRICT;

-- What a change of a published correction took the place of.
CREATE TABLE grading_changes (
  id BLOB NOT NULL PRIMARY KEY,
  submission_id BLOB NOT NULL REFERENCES submissions (id),
  content BLOB NOT NULL,
  percent REAL,
  redo INTEGER NOT NULL,
  tutor_id BLOB REFERENCES people (id),
  published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX grading_changes_submission ON grading_changes (submission_id, published_at, id);

-- A tutor's own sentences, sealed with their key.
CREATE TABLE remarks (
  id BLOB NOT NULL PRIMARY KEY,
  tutor_id BLOB NOT NULL REFERENCES people (id),
  content BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remarks_tutor ON remarks (tutor_id, made_at, id);

-- A learner's home says what was just corrected (ADR 24).
CREATE INDEX gradings_enrolment ON gradings (enrolment_id, published_at);
CREATE TRIGGER gradings_stamp_i AFTER INSERT ON gradings
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER gradings_stamp_u AFTER UPDATE ON gradings
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER gradings_stamp_d AFTER DELETE ON gradings
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;
