-- The keys that sign digital badges; the youngest signs. private: PKCS #8, sealed with the platform's key.
CREATE TABLE badge_keys (
  id BLOB NOT NULL PRIMARY KEY,
  private BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- What is no longer valid is listed for whoever kept a copy.
CREATE INDEX certificates_ended ON certificates (ended_at, id) WHERE ended_at IS NOT NULL;
