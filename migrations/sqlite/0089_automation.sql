-- Words of an automatic message where they aren't as usual. place_id: the course's, or the session's. Written by staff for anyone.
CREATE TABLE automation_words (
  place_id BLOB NOT NULL,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (place_id, rule)
) STRICT;

-- What doesn't leave in a session. rule: empty for all. on_at: when it was given back; what fell due before then never leaves.
CREATE TABLE automation_pauses (
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  rule TEXT NOT NULL,
  off_at INTEGER NOT NULL,
  on_at INTEGER,
  PRIMARY KEY (session_id, rule)
) STRICT;

-- What left: once for a rule, an enrolment, what it is about (a step, a class, a try, a work, or the enrolment itself) and which
-- time (occurrence). alert: 1 for what tutors are told. seen_at: a tutor said that they had seen it.
CREATE TABLE automation_sends (
  id BLOB NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  about_id BLOB NOT NULL,
  occurrence TEXT NOT NULL,
  step_id BLOB REFERENCES steps (id) ON DELETE SET NULL,
  alert INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER,
  seen_by BLOB REFERENCES people (id)
) STRICT;
CREATE UNIQUE INDEX automation_sends_once ON automation_sends (rule, enrolment_id, about_id, occurrence);
CREATE INDEX automation_sends_enrolment ON automation_sends (enrolment_id, sent_at, id);
CREATE INDEX automation_sends_step ON automation_sends (step_id);
CREATE INDEX automation_sends_open ON automation_sends (enrolment_id) WHERE alert = 1 AND seen_at IS NULL;
