-- Questions read from a file, until their author says yes: a JSON list, a day at most.
CREATE TABLE question_imports (
  id UUID NOT NULL PRIMARY KEY,
  course_id UUID REFERENCES courses (id),
  content TEXT NOT NULL,
  read_at BIGINT NOT NULL
);
CREATE INDEX question_imports_read ON question_imports (read_at);
