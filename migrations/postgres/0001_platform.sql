-- What every room stands on: events and their chain, jobs, mail, journal, settings.

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- Written by rooms without a position; the sealer numbers and chains them.
CREATE TABLE events (
  id UUID NOT NULL PRIMARY KEY,
  position BIGINT,
  at BIGINT NOT NULL,
  verb TEXT NOT NULL,
  actor_id UUID,
  person_id UUID,
  region_id UUID,
  session_id UUID,
  object_id UUID,
  payload TEXT NOT NULL,
  hash BYTEA
);
CREATE UNIQUE INDEX events_position ON events (position);
CREATE INDEX events_unsealed ON events (id) WHERE position IS NULL;
CREATE INDEX events_person ON events (person_id, position);

CREATE TABLE event_batches (
  number BIGINT NOT NULL PRIMARY KEY,
  first_position BIGINT NOT NULL,
  last_position BIGINT NOT NULL,
  previous BYTEA NOT NULL,
  root BYTEA NOT NULL,
  sealed_at BIGINT NOT NULL
);

CREATE TABLE reactors (
  name TEXT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
);

CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder_id UUID NOT NULL,
  until_at BIGINT NOT NULL
);

CREATE TABLE jobs (
  id UUID NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  idempotency_key TEXT,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  lease_holder UUID,
  finished_at BIGINT,
  outcome TEXT,
  last_error TEXT
);
CREATE UNIQUE INDEX jobs_idempotency ON jobs (idempotency_key);
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE finished_at IS NULL;

-- The message is sealed with the person's key; it is emptied once an SMTP server has taken it.
CREATE TABLE mails (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL,
  kind TEXT NOT NULL,
  message BYTEA,
  created_at BIGINT NOT NULL,
  sent_at BIGINT
);
CREATE INDEX mails_created ON mails (created_at, id);
CREATE INDEX mails_person ON mails (person_id);

-- The security journal: connections and actions, twelve months.
CREATE TABLE journal (
  id UUID NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  person_id UUID,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  object_kind TEXT,
  object_id UUID,
  region_id UUID,
  address BYTEA
);
CREATE INDEX journal_at ON journal (at, id);
CREATE INDEX journal_person ON journal (person_id, at);

CREATE TABLE blobs (
  id UUID NOT NULL PRIMARY KEY,
  owner_id UUID NOT NULL,
  class TEXT NOT NULL,
  key_version BIGINT NOT NULL,
  size BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
