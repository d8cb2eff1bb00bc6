-- What passing a course takes. objectives: one a line. required: nothing, done, above (then a percentage, strictly above it).

ALTER TABLE courses ADD COLUMN objectives TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN required TEXT NOT NULL DEFAULT 'done';
ALTER TABLE steps ADD COLUMN required_above INTEGER;
