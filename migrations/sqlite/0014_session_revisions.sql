-- Counts the changes of a session's dates and tutors, so that what was read once is known to be current.

ALTER TABLE training_sessions ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
