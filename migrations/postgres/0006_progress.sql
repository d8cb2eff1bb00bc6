-- Where each learner stands with each step. status: started, done. percent: 0 to 100, when a step is scored.

CREATE TABLE step_states (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  status TEXT NOT NULL,
  percent DOUBLE PRECISION,
  seconds BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  done_at BIGINT,
  PRIMARY KEY (enrolment_id, step_id)
);
