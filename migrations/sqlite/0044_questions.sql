-- The question bank. course_id: whose bank it is; none, the whole platform's. version: the number in force.
CREATE TABLE questions (
  id BLOB NOT NULL PRIMARY KEY,
  course_id BLOB REFERENCES courses (id),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX questions_course ON questions (course_id, title);

-- What a question asks (JSON of assess::questions): a version never changes, since attempts refer to it.
CREATE TABLE question_versions (
  id BLOB NOT NULL PRIMARY KEY,
  question_id BLOB NOT NULL REFERENCES questions (id),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  made_by BLOB REFERENCES people (id),
  made_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX question_versions_number ON question_versions (question_id, number);

-- What the version in force is about: draws ask for it.
CREATE TABLE question_tags (
  question_id BLOB NOT NULL REFERENCES questions (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (question_id, tag)
) STRICT;
CREATE INDEX question_tags_tag ON question_tags (tag, question_id);

-- The images of a question, by the name that its content gives them.
CREATE TABLE question_files (
  version_id BLOB NOT NULL REFERENCES question_versions (id),
  name TEXT NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  PRIMARY KEY (version_id, name)
) STRICT;
