-- How someone would rather be told what to do: read, heard or watched. content: sealed with their key.
CREATE TABLE preferred_formats (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  content BYTEA NOT NULL,
  changed_at BIGINT NOT NULL
);
