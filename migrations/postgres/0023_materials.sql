-- What a course gives its people beside its steps: items of the library. readers: learners, tutors.
CREATE TABLE course_materials (
  course_id UUID NOT NULL REFERENCES courses (id),
  item_id UUID NOT NULL REFERENCES items (id),
  readers TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (course_id, item_id)
);
CREATE INDEX course_materials_item ON course_materials (item_id);

-- What a session adds to it. content: JSON of ours, sealed with the session's shared key.
CREATE TABLE session_materials (
  id UUID PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  readers TEXT NOT NULL,
  content BYTEA NOT NULL,
  blob_id UUID REFERENCES blobs (id),
  added_by UUID REFERENCES people (id),
  added_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX session_materials_session ON session_materials (session_id);
