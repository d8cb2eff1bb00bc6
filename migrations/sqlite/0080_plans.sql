-- When a learner means to do a step. Nothing here is a text.
CREATE TABLE plans (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  planned_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, step_id)
) STRICT;

-- The private address at which someone's own calendar is read by other programs: only its hash is kept.
CREATE TABLE calendar_feeds (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  token_hash BLOB NOT NULL UNIQUE,
  made_at INTEGER NOT NULL
) STRICT;
