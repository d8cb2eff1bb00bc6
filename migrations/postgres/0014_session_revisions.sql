-- Counts the changes of a session's dates and tutors, so that what was read once is known to be current.

ALTER TABLE training_sessions ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
