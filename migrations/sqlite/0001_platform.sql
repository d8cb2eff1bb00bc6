-- What every room stands on: events and their chain, jobs, mail, journal, settings.

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Written by rooms without a position; the sealer numbers and chains them.
CREATE TABLE events (
  id BLOB NOT NULL PRIMARY KEY,
  position INTEGER,
  at INTEGER NOT NULL,
  verb TEXT NOT NULL,
  actor_id BLOB,
  person_id BLOB,
  region_id BLOB,
  session_id BLOB,
  object_id BLOB,
  payload TEXT NOT NULL,
  hash BLOB
) STRICT;
CREATE UNIQUE INDEX events_position ON events (position);
CREATE INDEX events_unsealed ON events (id) WHERE position IS NULL;
CREATE INDEX events_person ON events (person_id, position);

CREATE TABLE event_batches (
  number INTEGER NOT NULL PRIMARY KEY,
  first_position INTEGER NOT NULL,
  last_position INTEGER NOT NULL,
  previous BLOB NOT NULL,
  root BLOB NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reactors (
  name TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder_id BLOB NOT NULL,
  until_at INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  idempotency_key TEXT,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  lease_holder BLOB,
  finished_at INTEGER,
  outcome TEXT,
  last_error TEXT
) STRICT;
CREATE UNIQUE INDEX jobs_idempotency ON jobs (idempotency_key);
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE finished_at IS NULL;

-- The message is sealed with the person's key; it is emptied once an SMTP server has taken it.
CREATE TABLE mails (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  message BLOB,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX mails_created ON mails (created_at, id);
CREATE INDEX mails_person ON mails (person_id);

-- The security journal: connections and actions, twelve months.
CREATE TABLE journal (
  id BLOB NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  person_id BLOB,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  object_kind TEXT,
  object_id BLOB,
  region_id BLOB,
  address BLOB
) STRICT;
CREATE INDEX journal_at ON journal (at, id);
CREATE INDEX journal_person ON journal (person_id, at);

CREATE TABLE blobs (
  id BLOB NOT NULL PRIMARY KEY,
  owner_id BLOB NOT NULL,
  class TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  size INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
