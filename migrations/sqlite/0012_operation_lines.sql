-- A line of a launch's log holds the operations that came together: `sequence` is the last one's number.
ALTER TABLE attempt_operations ADD COLUMN operations INTEGER NOT NULL DEFAULT 1;
