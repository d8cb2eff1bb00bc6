-- left_at: they were in the session or the team no more when somebody wrote; what came from then on isn't theirs.
ALTER TABLE conversation_members ADD COLUMN left_at INTEGER;

-- team: 1 when its author accompanied the others there: it is heard, even by who blocked them when both learned.
ALTER TABLE messages ADD COLUMN team INTEGER NOT NULL DEFAULT 0;
