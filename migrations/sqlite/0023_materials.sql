-- What a course gives its people beside its steps: items of the library. readers: learners, tutors.
CREATE TABLE course_materials (
  course_id BLOB NOT NULL REFERENCES courses (id),
  item_id BLOB NOT NULL REFERENCES items (id),
  readers TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (course_id, item_id)
) STRICT;
CREATE INDEX course_materials_item ON course_materials (item_id);

-- What a session adds to it. content: JSON of ours, sealed with the session's shared key.
CREATE TABLE session_materials (
  id BLOB NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  readers TEXT NOT NULL,
  content BLOB NOT NULL,
  blob_id BLOB REFERENCES blobs (id),
  added_by BLOB REFERENCES people (id),
  added_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX session_materials_session ON session_materials (session_id);
