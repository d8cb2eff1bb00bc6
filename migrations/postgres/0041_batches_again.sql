-- A batch may be stopped, then go on or be given up; ended_at with stopped_at: given up.
ALTER TABLE certificate_batches ADD COLUMN stopped_at BIGINT;

-- Documents that somebody cancelled, and that the batch didn't make again. outcome may also be gone, cancelled, failed.
ALTER TABLE certificate_batch_lines ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0;

-- What somebody is while they follow a session, as their « certificat de réalisation » says it. Sealed.
CREATE TABLE enrolment_standings (
  enrolment_id UUID NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  standing BYTEA NOT NULL,
  changed_at BIGINT NOT NULL
);
