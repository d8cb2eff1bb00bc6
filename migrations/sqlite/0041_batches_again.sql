-- A batch may be stopped, then go on or be given up; ended_at with stopped_at: given up.
ALTER TABLE certificate_batches ADD COLUMN stopped_at INTEGER;

-- Documents that somebody cancelled, and that the batch didn't make again. outcome may also be gone, cancelled, failed.
ALTER TABLE certificate_batch_lines ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- What somebody is while they follow a session, as their « certificat de réalisation » says it. Sealed.
CREATE TABLE enrolment_standings (
  enrolment_id BLOB NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  standing BLOB NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
