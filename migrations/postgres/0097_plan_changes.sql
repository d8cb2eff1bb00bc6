-- The last change of what a learner plans of a course, so that it can be taken back: what each step was planned at before, and
-- after; nothing where it wasn't planned. One batch for each enrolment.
CREATE TABLE plan_changes (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL REFERENCES steps (id),
  batch_id UUID NOT NULL,
  before_at BIGINT,
  before_changed_at BIGINT,
  after_at BIGINT,
  PRIMARY KEY (enrolment_id, step_id)
);
