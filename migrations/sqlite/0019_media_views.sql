-- What a learner has watched or heard of a recording, whose file blob_id says: a version with other words has the same one.
-- Everything in milliseconds. watched: ranges in order, « 0-12500 40000-61000 ». percent: their best share of one, 0 to 100.
-- position: where they left off. opened_at: when that file was opened first.
CREATE TABLE media_views (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  watched TEXT NOT NULL,
  percent INTEGER NOT NULL,
  position INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, step_id)
) STRICT;
