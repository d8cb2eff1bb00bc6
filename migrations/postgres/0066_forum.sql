-- The forum of a session. title: sealed with its author's key of exchanges. last_number: of its last message.
-- answer_id: the message kept as the answer.
CREATE TABLE forum_threads (
  id UUID NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  author_id UUID NOT NULL REFERENCES people (id),
  title BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  pinned BIGINT NOT NULL DEFAULT 0,
  closed_at BIGINT,
  answer_id UUID
);
CREATE INDEX forum_threads_session ON forum_threads (session_id, last_at, id);

-- Its messages, counted from 1. content: sealed with its author's key of exchanges. quoted_id: the message that it answers.
-- hidden_reason: sealed with the key of who hid it.
CREATE TABLE forum_posts (
  id UUID NOT NULL PRIMARY KEY,
  thread_id UUID NOT NULL REFERENCES forum_threads (id),
  number BIGINT NOT NULL,
  author_id UUID NOT NULL REFERENCES people (id),
  content BYTEA NOT NULL,
  quoted_id UUID REFERENCES forum_posts (id),
  created_at BIGINT NOT NULL,
  edited_at BIGINT,
  hidden_at BIGINT,
  hidden_by UUID REFERENCES people (id),
  hidden_reason BYTEA
);
CREATE UNIQUE INDEX forum_posts_number ON forum_posts (thread_id, number);

-- How far each has read, and whether they follow: the same on every device.
CREATE TABLE forum_reads (
  thread_id UUID NOT NULL REFERENCES forum_threads (id),
  person_id UUID NOT NULL REFERENCES people (id),
  number BIGINT NOT NULL,
  follows BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (thread_id, person_id)
);

-- What someone finds out of place. reason: sealed with their key of exchanges.
CREATE TABLE forum_reports (
  id UUID NOT NULL PRIMARY KEY,
  post_id UUID NOT NULL REFERENCES forum_posts (id),
  person_id UUID NOT NULL REFERENCES people (id),
  reason BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  handled_at BIGINT
);
CREATE UNIQUE INDEX forum_reports_once ON forum_reports (post_id, person_id);

-- Who has opened the forum of a session.
CREATE TABLE forum_visits (
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  person_id UUID NOT NULL REFERENCES people (id),
  opened_at BIGINT NOT NULL,
  PRIMARY KEY (session_id, person_id)
);
