-- Questions often asked of a course, or of one of its steps. region_id: whose tutors wrote it, or none when the national office
-- did, for all. position: its place among those of the same step and the same region.
CREATE TABLE faq_entries (
  id BLOB NOT NULL PRIMARY KEY,
  course_id BLOB NOT NULL REFERENCES courses (id),
  region_id BLOB REFERENCES regions (id),
  step_id BLOB REFERENCES steps (id),
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  position INTEGER NOT NULL,
  author_id BLOB REFERENCES people (id),
  changed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX faq_entries_course ON faq_entries (course_id, position);

-- Who found an answer useful, or not.
CREATE TABLE faq_votes (
  entry_id BLOB NOT NULL REFERENCES faq_entries (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  useful INTEGER NOT NULL,
  voted_at INTEGER NOT NULL,
  PRIMARY KEY (entry_id, person_id)
) STRICT;
