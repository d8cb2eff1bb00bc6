-- Courses: sections and steps. Shared by every region; nothing personal.

CREATE TABLE courses (
  id BLOB NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE TABLE sections (
  id BLOB NOT NULL PRIMARY KEY,
  course_id BLOB NOT NULL REFERENCES courses (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sections_order ON sections (course_id, position);

-- modality: self_paced, live, in_person, assignment, quiz. minutes: estimated, whole.
CREATE TABLE steps (
  id BLOB NOT NULL PRIMARY KEY,
  section_id BLOB NOT NULL REFERENCES sections (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  modality TEXT NOT NULL,
  minutes INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX steps_order ON steps (section_id, position);
