-- Where each learner stands with each step. status: started, done. percent: 0 to 100, when a step is scored.

CREATE TABLE step_states (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  status TEXT NOT NULL,
  percent REAL,
  seconds INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  done_at INTEGER,
  PRIMARY KEY (enrolment_id, step_id)
) STRICT;
