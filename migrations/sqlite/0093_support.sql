-- Requests for help. person_id: who is helped; none when a caller isn't known here, whose name is in caller. author_id: who opened it.
-- actor_id: which agent has it. level: region or nation. Words (subject, caller, joined, rating_words) are sealed with the key of
-- exchanges of who is helped, or with a key of the request itself for an unknown caller. due_at: what is due next, none while nothing is.
-- minutes are of opening hours.
CREATE TABLE support_tickets (
  id BLOB NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  person_id BLOB REFERENCES people (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  actor_id BLOB REFERENCES people (id),
  region_id BLOB REFERENCES regions (id),
  by_phone INTEGER NOT NULL,
  category TEXT NOT NULL,
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  subject BLOB NOT NULL,
  caller BLOB,
  joined BLOB,
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  due_at INTEGER,
  answer_due INTEGER NOT NULL,
  resolve_due INTEGER NOT NULL,
  answered_at INTEGER,
  answered_minutes INTEGER,
  waiting_since INTEGER,
  waited_minutes INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_minutes INTEGER,
  rating INTEGER,
  rating_words BLOB
) STRICT;
CREATE UNIQUE INDEX support_tickets_number ON support_tickets (number);
CREATE INDEX support_tickets_person ON support_tickets (person_id, changed_at);
CREATE INDEX support_tickets_due ON support_tickets (region_id, state, due_at);
CREATE INDEX support_tickets_opened ON support_tickets (opened_at);

-- What is said in one. kind: message, note (agents alone), escalated or returned (why, agents alone). content: sealed as the rest is.
CREATE TABLE support_entries (
  id BLOB NOT NULL PRIMARY KEY,
  ticket_id BLOB NOT NULL REFERENCES support_tickets (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX support_entries_ticket ON support_entries (ticket_id, written_at, id);

-- Files that go with it. content: its name, sealed as the rest is.
CREATE TABLE support_files (
  id BLOB NOT NULL PRIMARY KEY,
  entry_id BLOB NOT NULL REFERENCES support_entries (id),
  content BLOB NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX support_files_entry ON support_files (entry_id, added_at, id);
