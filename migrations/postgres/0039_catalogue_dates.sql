-- The next sessions of a course, for everybody.
CREATE INDEX training_sessions_course ON training_sessions (course_id, starts_at, id);

-- Since when a form is open was never asked for.
ALTER TABLE open_courses DROP COLUMN opened_at;
