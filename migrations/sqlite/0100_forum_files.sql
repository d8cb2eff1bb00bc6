-- The files of a message. content: their name, sealed with the key of exchanges of who wrote the message, as the file is.
CREATE TABLE forum_files (
  id BLOB NOT NULL PRIMARY KEY,
  post_id BLOB NOT NULL REFERENCES forum_posts (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX forum_files_post ON forum_files (post_id, added_at, id);
