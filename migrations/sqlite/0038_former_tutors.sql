-- Who accompanied a session, for what and until when: what was signed under them keeps their name.
CREATE TABLE former_tutors (
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  duty TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (session_id, person_id, duty, until)
) STRICT;
CREATE INDEX former_tutors_person ON former_tutors (person_id);
