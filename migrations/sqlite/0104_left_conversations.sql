-- left_at: they were in the session or the team no more when somebody wrote; what came from then on isn't theirs.
ALTER TABLE conversation_members ADD COLUMN left_at INTEGER;
