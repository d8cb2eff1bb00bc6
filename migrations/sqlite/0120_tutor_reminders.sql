-- What a tutor was reminded of, once: about is a date of a session that they accompany, as it was to begin then.
CREATE TABLE tutor_reminders (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  about BLOB NOT NULL,
  lead TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tutor_reminders_once ON tutor_reminders (person_id, about, lead, starts_at);
CREATE INDEX tutor_reminders_coming ON tutor_reminders (starts_at);
