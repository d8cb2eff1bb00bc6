-- Who added a version; nobody, of what the platform laid itself or of older times.
ALTER TABLE item_versions ADD COLUMN made_by UUID REFERENCES people (id);

-- What the library said of an item (JSON of ours) before each change of it, and who changed it. revision: the one that ended.
CREATE TABLE item_changes (
  item_id UUID NOT NULL REFERENCES items (id),
  revision BIGINT NOT NULL,
  before TEXT NOT NULL,
  changed_by UUID REFERENCES people (id),
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (item_id, revision)
);
