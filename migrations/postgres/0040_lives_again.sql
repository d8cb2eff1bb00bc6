-- Why someone left may say something of their health: it is sealed as the note is. What stood in clear is gone: SQL can't seal
-- it, and a withdrawal without a reason says so.
ALTER TABLE withdrawals DROP COLUMN reason;
ALTER TABLE withdrawals ADD COLUMN reason BYTEA;

-- When an access was suspended: a launch of before takes nothing that was done later, even once the access is given back.
CREATE TABLE enrolment_pauses (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  since BIGINT NOT NULL,
  PRIMARY KEY (enrolment_id, since)
);
INSERT INTO enrolment_pauses (enrolment_id, since) SELECT id, suspended_at FROM enrolments WHERE suspended_at IS NOT NULL;
