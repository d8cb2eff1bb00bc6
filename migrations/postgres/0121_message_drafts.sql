-- What someone has begun to write and hasn't sent. about_id: the conversation, the session, or nobody's identifier for colleagues;
-- other_id: to whom a new message is begun, or nobody's. content: sealed with the key of exchanges of who writes.
CREATE TABLE message_drafts (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  about_id UUID NOT NULL,
  other_id UUID NOT NULL,
  content BYTEA NOT NULL,
  revision BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX message_drafts_place ON message_drafts (person_id, about_id, other_id);
