-- Who may be chosen to accompany the sessions of a region. Being here gives no right: rights come with a session.

CREATE TABLE region_tutors (
  region_id BLOB NOT NULL REFERENCES regions (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (region_id, person_id)
) STRICT;
CREATE INDEX region_tutors_person ON region_tutors (person_id);

INSERT INTO region_tutors (region_id, person_id, created_at)
SELECT s.region_id, t.person_id, MIN(t.created_at)
FROM session_tutors t JOIN training_sessions s ON s.id = t.session_id
GROUP BY s.region_id, t.person_id;
