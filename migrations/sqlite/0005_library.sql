-- The library: items that steps use, their versions, the files of a package (each a sealed blob).

CREATE TABLE items (
  id BLOB NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  modality TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX items_title ON items (title, id);

-- manifest: what the package's own manifest says, as JSON of ours.
CREATE TABLE item_versions (
  id BLOB NOT NULL PRIMARY KEY,
  item_id BLOB NOT NULL REFERENCES items (id),
  number INTEGER NOT NULL,
  manifest TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX item_versions_number ON item_versions (item_id, number);

CREATE TABLE package_files (
  version_id BLOB NOT NULL REFERENCES item_versions (id),
  path TEXT NOT NULL,
  blob_id BLOB NOT NULL REFERENCES blobs (id),
  PRIMARY KEY (version_id, path)
) STRICT;

ALTER TABLE steps ADD COLUMN item_id BLOB REFERENCES items (id);
CREATE INDEX steps_item ON steps (item_id);
