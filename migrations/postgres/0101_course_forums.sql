-- The forum of a course, that chosen sessions share. closed_at: when it was closed, until it opens again.
CREATE TABLE course_forums (
  course_id UUID NOT NULL PRIMARY KEY REFERENCES courses (id),
  opened_at BIGINT NOT NULL,
  closed_at BIGINT
);

-- The sessions that share it.
CREATE TABLE forum_sessions (
  session_id UUID NOT NULL PRIMARY KEY REFERENCES training_sessions (id),
  course_id UUID NOT NULL REFERENCES courses (id),
  joined_at BIGINT NOT NULL
);
CREATE INDEX forum_sessions_course ON forum_sessions (course_id, session_id);

-- course_id: of whose forum a discussion is; none, of its session's. session_id: then, where it was asked.
ALTER TABLE forum_threads ADD COLUMN course_id UUID REFERENCES courses (id);
CREATE INDEX forum_threads_course ON forum_threads (course_id, last_at, id);

-- session_id: from where a message was written. team: whether who wrote it accompanied that session.
ALTER TABLE forum_posts ADD COLUMN session_id UUID REFERENCES training_sessions (id);
ALTER TABLE forum_posts ADD COLUMN team BIGINT NOT NULL DEFAULT 0;
UPDATE forum_posts SET session_id = (SELECT t.session_id FROM forum_threads t WHERE t.id = forum_posts.thread_id);
UPDATE forum_posts SET team = 1 WHERE NOT EXISTS
  (SELECT 1 FROM enrolments e WHERE e.session_id = forum_posts.session_id AND e.person_id = forum_posts.author_id);
