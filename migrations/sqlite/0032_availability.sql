-- What a tutor says of their time, for those who choose tutors. half_days: one bit for each part of each day of the week, Monday
-- morning first, 0 when they say nothing; most_learners: how many they can follow at once.
CREATE TABLE tutor_hours (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  half_days INTEGER NOT NULL,
  most_learners INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  changed_at INTEGER NOT NULL
) STRICT;

-- From one day to another (2026-12-04), both included, in the zone of their region. reason: sealed with their key of account.
CREATE TABLE tutor_absences (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  reason BLOB,
  declared_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tutor_absences_person ON tutor_absences (person_id, last_day);

-- Who accompanies one learner for a duty, instead of those who do so for the whole session.
CREATE TABLE learner_tutors (
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  duty TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  chosen_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, duty)
) STRICT;
CREATE INDEX learner_tutors_person ON learner_tutors (person_id);

-- A learner's own pages show them (ADR 24).
CREATE TRIGGER learner_tutors_stamp_i AFTER INSERT ON learner_tutors
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER learner_tutors_stamp_u AFTER UPDATE ON learner_tutors
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER learner_tutors_stamp_d AFTER DELETE ON learner_tutors
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;
