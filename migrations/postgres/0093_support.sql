-- Requests for help. person_id: who is helped; none when a caller isn't known here, whose name is in caller. author_id: who opened it.
-- actor_id: which agent has it. level: region or nation. Words (subject, caller, joined, rating_words) are sealed with the key of
-- exchanges of who is helped, or with a key of the request itself for an unknown caller. due_at: what is due next, none while nothing is.
-- minutes are of opening hours.
CREATE TABLE support_tickets (
  id UUID NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  person_id UUID REFERENCES people (id),
  author_id UUID NOT NULL REFERENCES people (id),
  actor_id UUID REFERENCES people (id),
  region_id UUID REFERENCES regions (id),
  by_phone BIGINT NOT NULL,
  category TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  subject BYTEA NOT NULL,
  caller BYTEA,
  joined BYTEA,
  opened_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  due_at BIGINT,
  answer_due BIGINT NOT NULL,
  resolve_due BIGINT NOT NULL,
  answered_at BIGINT,
  answered_minutes BIGINT,
  waiting_since BIGINT,
  waited_minutes BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_minutes BIGINT,
  rating BIGINT,
  rating_words BYTEA
);
CREATE UNIQUE INDEX support_tickets_number ON support_tickets (number);
CREATE INDEX support_tickets_person ON support_tickets (person_id, changed_at);
CREATE INDEX support_tickets_due ON support_tickets (region_id, state, due_at);
CREATE INDEX support_tickets_opened ON support_tickets (opened_at);

-- What is said in one. kind: message, note (agents alone), escalated or returned (why, agents alone). content: sealed as the rest is.
CREATE TABLE support_entries (
  id UUID NOT NULL PRIMARY KEY,
  ticket_id UUID NOT NULL REFERENCES support_tickets (id),
  author_id UUID NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  content BYTEA NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX support_entries_ticket ON support_entries (ticket_id, written_at, id);

-- Files that go with it. content: its name, sealed as the rest is.
CREATE TABLE support_files (
  id UUID NOT NULL PRIMARY KEY,
  entry_id UUID NOT NULL REFERENCES support_entries (id),
  content BYTEA NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  added_at BIGINT NOT NULL
);
CREATE INDEX support_files_entry ON support_files (entry_id, added_at, id);
