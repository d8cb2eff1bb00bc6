-- Devices that somebody lets ring. address: of the browser's push service, sealed with their key of account. address_index: finds
-- it again. rung_at: the last time that the service took an announcement.
CREATE TABLE push_devices (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  address BLOB NOT NULL,
  address_index BLOB NOT NULL,
  added_at INTEGER NOT NULL,
  rung_at INTEGER
) STRICT;
CREATE UNIQUE INDEX push_devices_address ON push_devices (address_index);
CREATE INDEX push_devices_person ON push_devices (person_id, added_at);

-- The key that tells push services who announces (RFC 8292). private: sealed with the platform's key.
CREATE TABLE push_keys (
  id BLOB NOT NULL PRIMARY KEY,
  private BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- push: 1 when a kind rings, 0 when it doesn't; none: as is usual.
ALTER TABLE notice_choices ADD COLUMN push INTEGER;
