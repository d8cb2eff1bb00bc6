-- One key per owner and class, wrapped by the master key. Kept apart from the store.
CREATE TABLE keys (
  owner_id BLOB NOT NULL,
  class TEXT NOT NULL,
  version INTEGER NOT NULL,
  wrapped BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner_id, class, version)
) STRICT;
