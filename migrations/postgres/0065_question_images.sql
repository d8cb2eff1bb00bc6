-- The images of questions read from a file, until their author says yes. place: of the question, from 0.
CREATE TABLE question_import_files (
  import_id UUID NOT NULL REFERENCES question_imports (id),
  place BIGINT NOT NULL,
  name TEXT NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  PRIMARY KEY (import_id, place, name)
);
