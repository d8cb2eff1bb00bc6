-- What a tutor was reminded of, once: about is a date of a session that they accompany, as it was to begin then.
CREATE TABLE tutor_reminders (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  about UUID NOT NULL,
  lead TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tutor_reminders_once ON tutor_reminders (person_id, about, lead, starts_at);
CREATE INDEX tutor_reminders_coming ON tutor_reminders (starts_at);
