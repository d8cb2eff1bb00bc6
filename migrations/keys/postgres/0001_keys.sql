-- One key per owner and class, wrapped by the master key. Kept apart from the store.
CREATE TABLE keys (
  owner_id UUID NOT NULL,
  class TEXT NOT NULL,
  version BIGINT NOT NULL,
  wrapped BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (owner_id, class, version)
);
