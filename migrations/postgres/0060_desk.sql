-- What a tutor recorded to say of a work. kind: audio or video. content: its name and what is said in it, sealed with the key
-- of its learner. The correction itself says which of them it holds.
CREATE TABLE grading_files (
  id UUID NOT NULL PRIMARY KEY,
  submission_id UUID NOT NULL REFERENCES submissions (id),
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  added_at BIGINT NOT NULL
);
CREATE INDEX grading_files_submission ON grading_files (submission_id, added_at, id);

-- Who said that they take care of a work: it shuts nobody out, and lapses by itself.
CREATE TABLE grading_claims (
  submission_id UUID NOT NULL PRIMARY KEY REFERENCES submissions (id),
  tutor_id UUID NOT NULL REFERENCES people (id),
  claimed_at BIGINT NOT NULL
);

-- Who has a work open: what tells two tutors of each other.
CREATE TABLE grading_openings (
  submission_id UUID NOT NULL REFERENCES submissions (id),
  tutor_id UUID NOT NULL REFERENCES people (id),
  opened_at BIGINT NOT NULL,
  PRIMARY KEY (submission_id, tutor_id)
);

-- Sessions whose corrections a second tutor reads before they are published.
CREATE TABLE second_readings (
  session_id UUID NOT NULL PRIMARY KEY REFERENCES training_sessions (id)
);

-- A correction that waits for a second tutor, or was answered by one. content: what is to be published, and the word that
-- sent it back, sealed with the key of its learner. tutor_id: who corrected. actor_id: who read. revision: what was
-- corrected when it was asked. agreed: 1, 0 when it was sent back, nothing when it was taken up again.
CREATE TABLE grading_readings (
  id UUID NOT NULL PRIMARY KEY,
  submission_id UUID NOT NULL REFERENCES submissions (id),
  content BYTEA NOT NULL,
  revision BIGINT NOT NULL,
  tutor_id UUID NOT NULL REFERENCES people (id),
  asked_at BIGINT NOT NULL,
  actor_id UUID REFERENCES people (id),
  answered_at BIGINT,
  agreed BIGINT
);
CREATE INDEX grading_readings_submission ON grading_readings (submission_id, asked_at, id);
CREATE UNIQUE INDEX grading_readings_open ON grading_readings (submission_id) WHERE answered_at IS NULL;

-- settled: its correction is published. What waits is found without reading all that ever was.
ALTER TABLE submissions ADD COLUMN settled BIGINT NOT NULL DEFAULT 0;
UPDATE submissions SET settled = 1 WHERE id IN (SELECT submission_id FROM gradings WHERE published_at IS NOT NULL);
CREATE INDEX submissions_waiting ON submissions (handed_at, id) WHERE settled = 0;
CREATE INDEX gradings_published ON gradings (published_at, submission_id);
