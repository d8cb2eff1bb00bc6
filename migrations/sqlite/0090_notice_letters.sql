-- A notice whose mail carries words of ours: its subject and its paragraphs (JSON), sealed with its reader's key of exchanges.
ALTER TABLE notices ADD COLUMN letter BLOB;

-- A rule looks for what happened lately, and for what ends soon.
CREATE INDEX enrolments_ends ON enrolments (ends_at, id);

-- What became of the mail of something that left by itself.
CREATE INDEX notices_about ON notices (about);
