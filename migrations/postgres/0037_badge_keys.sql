-- The keys that sign digital badges; the youngest signs. private: PKCS #8, sealed with the platform's key.
CREATE TABLE badge_keys (
  id UUID NOT NULL PRIMARY KEY,
  private BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);

-- What is no longer valid is listed for whoever kept a copy.
CREATE INDEX certificates_ended ON certificates (ended_at, id) WHERE ended_at IS NOT NULL;
