-- The words of documents, as the administration wrote them: one row a version, the last one is in use. document:
-- end_of_training, completion, diligence, convocation. words: JSON of ours; none when the original words came back.
CREATE TABLE document_templates (
  document TEXT NOT NULL,
  version INTEGER NOT NULL,
  words TEXT,
  actor_id BLOB REFERENCES people (id),
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (document, version)
) STRICT;

-- Documents handed out to many at once, of a session, a region, or everywhere.
CREATE TABLE certificate_batches (
  id BLOB NOT NULL PRIMARY KEY,
  region_id BLOB REFERENCES regions (id),
  session_id BLOB REFERENCES training_sessions (id),
  actor_id BLOB NOT NULL REFERENCES people (id),
  wanted INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX certificate_batches_region ON certificate_batches (region_id, started_at);

-- Each person of a batch. outcome: issued, unchanged, early, unsigned, forbidden; none while nobody dealt with it.
CREATE TABLE certificate_batch_lines (
  batch_id BLOB NOT NULL REFERENCES certificate_batches (id),
  place INTEGER NOT NULL,
  enrolment_id BLOB NOT NULL REFERENCES enrolments (id),
  outcome TEXT,
  documents INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (batch_id, place)
) STRICT;

-- The pictures of a chamber that its documents bear. kind: stamp, signature.
CREATE TABLE organisation_pictures (
  region_id BLOB NOT NULL REFERENCES regions (id),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  changed_at INTEGER NOT NULL,
  replaced_at INTEGER,
  PRIMARY KEY (region_id, kind, digest)
) STRICT;
