-- What the library says of an item besides its title, and how often that has changed.
ALTER TABLE items ADD COLUMN objectives TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN keywords TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';
ALTER TABLE items ADD COLUMN licence TEXT NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
