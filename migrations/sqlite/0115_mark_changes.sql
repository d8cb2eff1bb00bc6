-- Each time that a mark, or whether a step is done, became something else; but for corrections of work, which keep their own
-- (grading_changes). origin: content, quiz, tutor, attendance. actor_id: nobody when it came by itself. reason: sealed with the
-- evidence key of whoever learns.
CREATE TABLE mark_changes (
  id BLOB NOT NULL PRIMARY KEY,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  step_id BLOB NOT NULL,
  origin TEXT NOT NULL,
  actor_id BLOB REFERENCES people (id),
  done_before INTEGER NOT NULL,
  percent_before REAL,
  done_after INTEGER NOT NULL,
  percent_after REAL,
  reason BLOB,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mark_changes_step ON mark_changes (enrolment_id, step_id, changed_at, id);
