-- Courses: sections and steps. Shared by every region; nothing personal.

CREATE TABLE courses (
  id UUID NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT
);

CREATE TABLE sections (
  id UUID NOT NULL PRIMARY KEY,
  course_id UUID NOT NULL REFERENCES courses (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL
);
CREATE UNIQUE INDEX sections_order ON sections (course_id, position);

-- modality: self_paced, live, in_person, assignment, quiz. minutes: estimated, whole.
CREATE TABLE steps (
  id UUID NOT NULL PRIMARY KEY,
  section_id UUID NOT NULL REFERENCES sections (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  modality TEXT NOT NULL,
  minutes BIGINT NOT NULL
);
CREATE UNIQUE INDEX steps_order ON steps (section_id, position);
