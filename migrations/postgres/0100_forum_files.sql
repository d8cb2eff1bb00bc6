-- The files of a message. content: their name, sealed with the key of exchanges of who wrote the message, as the file is.
CREATE TABLE forum_files (
  id UUID NOT NULL PRIMARY KEY,
  post_id UUID NOT NULL REFERENCES forum_posts (id),
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  added_at BIGINT NOT NULL
);
CREATE INDEX forum_files_post ON forum_files (post_id, added_at, id);
