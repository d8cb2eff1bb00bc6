-- When somebody wants to be reminded, when it isn't as usual. what: class, plan. leads: bits (1 a week before, 2 the day before,
-- 4 an hour before).
CREATE TABLE reminder_choices (
  person_id UUID NOT NULL REFERENCES people (id),
  what TEXT NOT NULL,
  leads BIGINT NOT NULL,
  PRIMARY KEY (person_id, what)
);

-- What a learner was reminded of, once: about is a date of their session or a step that they planned, as it was to begin then.
CREATE TABLE reminders (
  id UUID NOT NULL PRIMARY KEY,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  about UUID NOT NULL,
  lead TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX reminders_once ON reminders (enrolment_id, about, lead, starts_at);
CREATE INDEX reminders_coming ON reminders (starts_at);
CREATE INDEX plans_coming ON plans (planned_at);
CREATE INDEX session_dates_coming ON session_dates (starts_at);
