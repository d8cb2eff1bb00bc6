-- Files on their way, sent piece by piece before their form. What has come lies sealed among the files; its length says how much.
CREATE TABLE uploads (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  key_version BIGINT NOT NULL,
  size BIGINT NOT NULL,
  announced_at BIGINT NOT NULL
);
CREATE INDEX uploads_person ON uploads (person_id);
CREATE INDEX uploads_announced ON uploads (announced_at);
