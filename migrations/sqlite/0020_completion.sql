-- When a step is done. completion: empty for what is usual of its item, else seen, watched (then a percentage, 1 to 100), done,
-- over, passed, score (then a percentage), tutor. due_day: the day of the session by which it should be done, from 1.
ALTER TABLE steps ADD COLUMN completion TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN completion_percent INTEGER;
ALTER TABLE steps ADD COLUMN due_day INTEGER;
