-- How someone would rather be told what to do: read, heard or watched. content: sealed with their key.
CREATE TABLE preferred_formats (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  content BLOB NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
