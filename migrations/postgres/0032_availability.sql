-- What a tutor says of their time, for those who choose tutors. half_days: one bit for each part of each day of the week, Monday
-- morning first, 0 when they say nothing; most_learners: how many they can follow at once.
CREATE TABLE tutor_hours (
  person_id UUID PRIMARY KEY REFERENCES people (id),
  half_days BIGINT NOT NULL,
  most_learners BIGINT,
  revision BIGINT NOT NULL DEFAULT 1,
  changed_at BIGINT NOT NULL
);

-- From one day to another (2026-12-04), both included, in the zone of their region. reason: sealed with their key of account.
CREATE TABLE tutor_absences (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  reason BYTEA,
  declared_at BIGINT NOT NULL
);
CREATE INDEX tutor_absences_person ON tutor_absences (person_id, last_day);

-- Who accompanies one learner for a duty, instead of those who do so for the whole session.
CREATE TABLE learner_tutors (
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  duty TEXT NOT NULL,
  person_id UUID NOT NULL REFERENCES people (id),
  chosen_at BIGINT NOT NULL,
  PRIMARY KEY (enrolment_id, duty)
);
CREATE INDEX learner_tutors_person ON learner_tutors (person_id);

-- A learner's own pages show them (ADR 24).
CREATE CONSTRAINT TRIGGER learner_tutors_stamp AFTER INSERT OR UPDATE OR DELETE ON learner_tutors
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
