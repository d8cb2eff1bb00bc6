-- Lists of people sent to be enrolled. state: read, applying, applied, undone. content: JSON of ours, sealed with the list's
-- own key, which is destroyed with it a day after it was sent. position: how many of its lines were dealt with.
CREATE TABLE intakes (
  id UUID PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  sent_by UUID NOT NULL REFERENCES people (id),
  sent_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  content BYTEA,
  revision BIGINT NOT NULL DEFAULT 1,
  wanted BIGINT NOT NULL DEFAULT 0,
  position BIGINT NOT NULL DEFAULT 0,
  refused BIGINT NOT NULL DEFAULT 0,
  ignored BIGINT NOT NULL DEFAULT 0,
  applied_at BIGINT,
  undone_at BIGINT,
  kept BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX intakes_session ON intakes (session_id, sent_at);

-- What the lines of a list led to. fresh: 1 when the account was made by it. joined_at: which of
-- somebody's comings it is, for whoever left and came back otherwise is nothing of this list's any more.
CREATE TABLE intake_lines (
  intake_id UUID NOT NULL REFERENCES intakes (id),
  line BIGINT NOT NULL,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  fresh BIGINT NOT NULL,
  joined_at BIGINT NOT NULL,
  PRIMARY KEY (intake_id, line)
);

-- Which column is which, as a region said it for lists with these titles (their blind index).
CREATE TABLE intake_columns (
  region_id UUID NOT NULL REFERENCES regions (id),
  titles BYTEA NOT NULL,
  columns TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (region_id, titles)
);

-- When someone came in, the last time.
ALTER TABLE enrolments ADD COLUMN joined_at BIGINT NOT NULL DEFAULT 0;
UPDATE enrolments SET joined_at = created_at;
