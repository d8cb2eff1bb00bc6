-- What someone has begun to write and hasn't sent. about_id: the conversation, the session, or nobody's identifier for colleagues;
-- other_id: to whom a new message is begun, or nobody's. content: sealed with the key of exchanges of who writes.
CREATE TABLE message_drafts (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  about_id BLOB NOT NULL,
  other_id BLOB NOT NULL,
  content BLOB NOT NULL,
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_drafts_place ON message_drafts (person_id, about_id, other_id);
