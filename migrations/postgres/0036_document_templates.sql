-- The words of documents, as the administration wrote them: one row a version, the last one is in use. document:
-- end_of_training, completion, diligence, convocation. words: JSON of ours; none when the original words came back.
CREATE TABLE document_templates (
  document TEXT NOT NULL,
  version BIGINT NOT NULL,
  words TEXT,
  actor_id UUID REFERENCES people (id),
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (document, version)
);

-- Documents handed out to many at once, of a session, a region, or everywhere.
CREATE TABLE certificate_batches (
  id UUID NOT NULL PRIMARY KEY,
  region_id UUID REFERENCES regions (id),
  session_id UUID REFERENCES training_sessions (id),
  actor_id UUID NOT NULL REFERENCES people (id),
  wanted BIGINT NOT NULL DEFAULT 0,
  started_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX certificate_batches_region ON certificate_batches (region_id, started_at);

-- Each person of a batch. outcome: issued, unchanged, early, unsigned, forbidden; none while nobody dealt with it.
CREATE TABLE certificate_batch_lines (
  batch_id UUID NOT NULL REFERENCES certificate_batches (id),
  place BIGINT NOT NULL,
  enrolment_id UUID NOT NULL REFERENCES enrolments (id),
  outcome TEXT,
  documents BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (batch_id, place)
);

-- The pictures of a chamber that its documents bear. kind: stamp, signature.
CREATE TABLE organisation_pictures (
  region_id UUID NOT NULL REFERENCES regions (id),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  changed_at BIGINT NOT NULL,
  replaced_at BIGINT,
  PRIMARY KEY (region_id, kind, digest)
);
