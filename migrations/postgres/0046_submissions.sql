-- Work handed in: a row for each try of a learner at a step, a draft until handed_at; version_id: what it was asked by.
-- content is sealed. late, anonymous: as it was when it was handed in.
CREATE TABLE submissions (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  version_id UUID NOT NULL REFERENCES item_versions (id),
  number BIGINT NOT NULL,
  content BYTEA NOT NULL,
  revision BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  handed_at BIGINT,
  late BIGINT NOT NULL DEFAULT 0,
  anonymous BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX submissions_try ON submissions (enrolment_id, step_id, number);
CREATE INDEX submissions_step ON submissions (step_id);
CREATE INDEX submissions_handed ON submissions (handed_at, id);

-- What goes with an answer. kind: audio, video or file. content: its name and what is said in it, sealed.
CREATE TABLE submission_files (
  id UUID NOT NULL PRIMARY KEY,
  submission_id UUID NOT NULL REFERENCES submissions (id),
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  added_at BIGINT NOT NULL
);
CREATE INDEX submission_files_submission ON submission_files (submission_id, added_at, id);

-- How it was corrected: a draft until published_at. content: levels, comment, sealed with its learner's key. tutor_id: who
-- saved it last. read_at: when the learner opened it.
CREATE TABLE gradings (
  submission_id UUID NOT NULL PRIMARY KEY REFERENCES submissions (id),
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  content BYTEA NOT NULL,
  percent DOUBLE PRECISION,
  redo BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  tutor_id UUID REFERENCES people (id),
  changed_at BIGINT NOT NULL,
  published_at BIGINT,
  read_at BIGINT
);

-- What a change of a published correction took the place of.
CREATE TABLE grading_changes (
  id UUID NOT NULL PRIMARY KEY,
  submission_id UUID NOT NULL REFERENCES submissions (id),
  content BYTEA NOT NULL,
  percent DOUBLE PRECISION,
  redo BIGINT NOT NULL,
  tutor_id UUID REFERENCES people (id),
  published_at BIGINT NOT NULL
);
CREATE INDEX grading_changes_submission ON grading_changes (submission_id, published_at, id);

-- A tutor's own sentences, sealed with their key.
CREATE TABLE remarks (
  id UUID NOT NULL PRIMARY KEY,
  tutor_id UUID NOT NULL REFERENCES people (id),
  content BYTEA NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX remarks_tutor ON remarks (tutor_id, made_at, id);

-- A learner's home says what was just corrected (ADR 24).
CREATE INDEX gradings_enrolment ON gradings (enrolment_id, published_at);
CREATE CONSTRAINT TRIGGER gradings_stamp AFTER INSERT OR UPDATE OR DELETE ON gradings
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
