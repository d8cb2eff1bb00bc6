-- A package is of one kind, whichever SCORM its versions are of.
UPDATE items SET kind = 'scorm' WHERE kind = 'scorm12';

-- What the packages of a learner share, where they say that they do: objectives and data, sealed.
CREATE TABLE shared_tracking (
  enrolment_id UUID NOT NULL PRIMARY KEY REFERENCES enrolments (id),
  shared BYTEA NOT NULL,
  changed_at BIGINT NOT NULL
);

-- How long a launch was open, and how long its learner was at it, as its page measured them; apart from what content says.
ALTER TABLE launches ADD COLUMN open_seconds BIGINT NOT NULL DEFAULT 0;
ALTER TABLE launches ADD COLUMN active_seconds BIGINT NOT NULL DEFAULT 0;

-- What attempts begun on a version do when another takes its place: go on with theirs until they are done, or begin again.
ALTER TABLE items ADD COLUMN on_update TEXT NOT NULL DEFAULT 'continue';

-- What screens the version in force is made for: 'any', or 'computer'.
ALTER TABLE items ADD COLUMN made_for TEXT NOT NULL DEFAULT 'any';
