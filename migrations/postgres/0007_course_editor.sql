-- Counts the changes of a course, so that two people at once never overwrite each other.

ALTER TABLE courses ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
