-- Files on their way, sent piece by piece before their form. What has come lies sealed among the files; its length says how much.
CREATE TABLE uploads (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  key_version INTEGER NOT NULL,
  size INTEGER NOT NULL,
  announced_at INTEGER NOT NULL
) STRICT;
CREATE INDEX uploads_person ON uploads (person_id);
CREATE INDEX uploads_announced ON uploads (announced_at);
