-- What becomes of an enrolment: suspended, its time kept aside; withdrawn, for a reason. A session may have so many places.
ALTER TABLE training_sessions ADD COLUMN capacity INTEGER;

-- Suspended, `ends_at` is when that began: what an end closes is closed. `paused_left`: milliseconds of access to give back.
ALTER TABLE enrolments ADD COLUMN suspended_at INTEGER;
ALTER TABLE enrolments ADD COLUMN paused_left INTEGER;
ALTER TABLE enrolments ADD COLUMN suspended_by BLOB REFERENCES people (id);

-- Why someone withdrawn left; gone when they come back. The note is sealed with the learner's key of account.
CREATE TABLE withdrawals (
  enrolment_id BLOB NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  reason TEXT NOT NULL,
  note BLOB
) STRICT;
