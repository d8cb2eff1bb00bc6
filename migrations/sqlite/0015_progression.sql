-- How the steps of a course open. progression: free, guided, constrained.
ALTER TABLE courses ADD COLUMN progression TEXT NOT NULL DEFAULT 'free';

-- Whether one of a step's conditions is enough: 0 or 1.
ALTER TABLE steps ADD COLUMN opens_any INTEGER NOT NULL DEFAULT 0;

-- What a step waits for. wants: done, at_least, below (then a percentage, 1 to 100).
CREATE TABLE step_conditions (
  step_id BLOB NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  on_step_id BLOB NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  wants TEXT NOT NULL,
  percent INTEGER,
  PRIMARY KEY (step_id, on_step_id, wants)
) STRICT;
CREATE INDEX step_conditions_on ON step_conditions (on_step_id);
