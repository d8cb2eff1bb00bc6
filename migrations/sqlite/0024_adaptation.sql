-- A part that one learner's path alone has: only_for is their enrolment.
ALTER TABLE sections ADD COLUMN only_for BLOB;
CREATE UNIQUE INDEX sections_only_for ON sections (only_for);

-- 1: this path isn't quite its course's.
ALTER TABLE enrolments ADD COLUMN adapted INTEGER NOT NULL DEFAULT 0;

-- Who has this percentage at another step is let off the step.
ALTER TABLE steps ADD COLUMN waived_from_id BLOB REFERENCES steps (id) ON DELETE SET NULL;
ALTER TABLE steps ADD COLUMN waived_from_percent INTEGER;
CREATE INDEX steps_waived_from ON steps (waived_from_id);

-- How a step differs for one learner. reason: why they are let off it, sealed with their key of evidence; instead_id: the
-- step that takes its place; wanted: 1, whatever their percentages let them off; due_on: the day by which it should be done (2026-12-04).
CREATE TABLE adapted_steps (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL REFERENCES steps (id),
  reason BLOB,
  instead_id BLOB REFERENCES steps (id),
  wanted INTEGER NOT NULL DEFAULT 0,
  due_on TEXT,
  made_by BLOB REFERENCES people (id),
  made_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX adapted_steps_of ON adapted_steps (enrolment_id, step_id);
CREATE INDEX adapted_steps_step ON adapted_steps (step_id);
CREATE INDEX adapted_steps_instead ON adapted_steps (instead_id);
