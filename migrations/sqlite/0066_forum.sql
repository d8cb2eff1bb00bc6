-- The forum of a session. title: sealed with its author's key of exchanges. last_number: of its last message.
-- answer_id: the message kept as the answer.
CREATE TABLE forum_threads (
  id BLOB NOT NULL PRIMARY KEY,
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  title BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_number INTEGER NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 0,
  closed_at INTEGER,
  answer_id BLOB
) STRICT;
CREATE INDEX forum_threads_session ON forum_threads (session_id, last_at, id);

-- Its messages, counted from 1. content: sealed with its author's key of exchanges. quoted_id: the message that it answers.
-- hidden_reason: sealed with the key of who hid it.
CREATE TABLE forum_posts (
  id BLOB NOT NULL PRIMARY KEY,
  thread_id BLOB NOT NULL REFERENCES forum_threads (id),
  number INTEGER NOT NULL,
  author_id BLOB NOT NULL REFERENCES people (id),
  content BLOB NOT NULL,
  quoted_id BLOB REFERENCES forum_posts (id),
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  hidden_at INTEGER,
  hidden_by BLOB REFERENCES people (id),
  hidden_reason BLOB
) STRICT;
CREATE UNIQUE INDEX forum_posts_number ON forum_posts (thread_id, number);

-- How far each has read, and whether they follow: the same on every device.
CREATE TABLE forum_reads (
  thread_id BLOB NOT NULL REFERENCES forum_threads (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  number INTEGER NOT NULL,
  follows INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (thread_id, person_id)
) STRICT;

-- What someone finds out of place. reason: sealed with their key of exchanges.
CREATE TABLE forum_reports (
  id BLOB NOT NULL PRIMARY KEY,
  post_id BLOB NOT NULL REFERENCES forum_posts (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  reason BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  handled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX forum_reports_once ON forum_reports (post_id, person_id);

-- Who has opened the forum of a session.
CREATE TABLE forum_visits (
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  opened_at INTEGER NOT NULL,
  PRIMARY KEY (session_id, person_id)
) STRICT;
