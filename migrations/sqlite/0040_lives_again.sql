-- Why someone left may say something of their health: it is sealed as the note is. What stood in clear is gone: SQL can't seal
-- it, and a withdrawal without a reason says so.
ALTER TABLE withdrawals DROP COLUMN reason;
ALTER TABLE withdrawals ADD COLUMN reason BLOB;

-- When an access was suspended: a launch of before takes nothing that was done later, even once the access is given back.
CREATE TABLE enrolment_pauses (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, since)
) STRICT, WITHOUT ROWID;
INSERT INTO enrolment_pauses (enrolment_id, since) SELECT id, suspended_at FROM enrolments WHERE suspended_at IS NOT NULL;
