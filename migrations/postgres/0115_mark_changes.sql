-- Each time that a mark, or whether a step is done, became something else; but for corrections of work, which keep their own
-- (grading_changes). origin: content, quiz, tutor, attendance. actor_id: nobody when it came by itself. reason: sealed with the
-- evidence key of whoever learns.
CREATE TABLE mark_changes (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  step_id UUID NOT NULL,
  origin TEXT NOT NULL,
  actor_id UUID REFERENCES people (id),
  done_before BIGINT NOT NULL,
  percent_before DOUBLE PRECISION,
  done_after BIGINT NOT NULL,
  percent_after DOUBLE PRECISION,
  reason BYTEA,
  changed_at BIGINT NOT NULL
);
CREATE INDEX mark_changes_step ON mark_changes (enrolment_id, step_id, changed_at, id);
