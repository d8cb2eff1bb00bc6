-- When a learner means to do a step. Nothing here is a text.
CREATE TABLE plans (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  planned_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (enrolment_id, step_id)
);

-- The private address at which someone's own calendar is read by other programs: only its hash is kept.
CREATE TABLE calendar_feeds (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  token_hash BYTEA NOT NULL UNIQUE,
  made_at BIGINT NOT NULL
);
