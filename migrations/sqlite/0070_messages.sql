-- Messages between people. A conversation has its people once and for all: who wrote first, and who they wrote to. audience: one,
-- tutors, learners, all or group. answers: to all, or to its author. session_id: where its people meet; none for colleagues.
-- subject: sealed with its author's key of exchanges.
CREATE TABLE conversations (
  id BLOB NOT NULL PRIMARY KEY,
  author_id BLOB NOT NULL REFERENCES people (id),
  session_id BLOB REFERENCES training_sessions (id),
  audience TEXT NOT NULL,
  answers TEXT NOT NULL,
  subject BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- Who is in it. unread: how many messages came since they opened it. last_at: the last one. cleared_at: they erased for themselves
-- all that came until then.
CREATE TABLE conversation_members (
  conversation_id BLOB NOT NULL REFERENCES conversations (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  unread INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  read_at INTEGER,
  cleared_at INTEGER,
  PRIMARY KEY (conversation_id, person_id)
) STRICT;
CREATE INDEX conversation_members_person ON conversation_members (person_id, last_at, conversation_id);
CREATE INDEX conversation_members_unread ON conversation_members (person_id) WHERE unread > 0;

-- content: sealed with its author's key of exchanges.
CREATE TABLE messages (
  id BLOB NOT NULL PRIMARY KEY,
  conversation_id BLOB NOT NULL REFERENCES conversations (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  content BLOB NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_conversation ON messages (conversation_id, sent_at, id);

-- What goes with a message. kind: audio or file. content: its name, sealed with the key of who wrote the message.
CREATE TABLE message_files (
  id BLOB NOT NULL PRIMARY KEY,
  message_id BLOB NOT NULL REFERENCES messages (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_files_message ON message_files (message_id, added_at, id);

-- A message that somebody erased for themselves.
CREATE TABLE message_removals (
  person_id BLOB NOT NULL REFERENCES people (id),
  message_id BLOB NOT NULL REFERENCES messages (id),
  PRIMARY KEY (person_id, message_id)
) STRICT;

-- Who wants no more messages from whom.
CREATE TABLE message_blocks (
  person_id BLOB NOT NULL REFERENCES people (id),
  blocked_id BLOB NOT NULL REFERENCES people (id),
  made_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, blocked_id)
) STRICT;
CREATE INDEX message_blocks_blocked ON message_blocks (blocked_id, person_id);

-- A message that somebody reported to the managers of a region, or to the national office (no region). content: why, sealed with
-- the key of exchanges of who reported.
CREATE TABLE message_reports (
  id BLOB NOT NULL PRIMARY KEY,
  message_id BLOB NOT NULL REFERENCES messages (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  region_id BLOB REFERENCES regions (id),
  content BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  actor_id BLOB REFERENCES people (id),
  settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX message_reports_once ON message_reports (message_id, person_id);
CREATE INDEX message_reports_open ON message_reports (made_at, id) WHERE settled_at IS NULL;

-- Sessions whose learners don't write to each other.
CREATE TABLE quiet_sessions (
  session_id BLOB NOT NULL PRIMARY KEY REFERENCES training_sessions (id)
) STRICT;
