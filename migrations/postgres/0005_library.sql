-- The library: items that steps use, their versions, the files of a package (each a sealed blob).

CREATE TABLE items (
  id UUID NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  modality TEXT NOT NULL,
  minutes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX items_title ON items (title, id);

-- manifest: what the package's own manifest says, as JSON of ours.
CREATE TABLE item_versions (
  id UUID NOT NULL PRIMARY KEY,
  item_id UUID NOT NULL REFERENCES items (id),
  number BIGINT NOT NULL,
  manifest TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX item_versions_number ON item_versions (item_id, number);

CREATE TABLE package_files (
  version_id UUID NOT NULL REFERENCES item_versions (id),
  path TEXT NOT NULL,
  blob_id UUID NOT NULL REFERENCES blobs (id),
  PRIMARY KEY (version_id, path)
);

ALTER TABLE steps ADD COLUMN item_id UUID REFERENCES items (id);
CREATE INDEX steps_item ON steps (item_id);
