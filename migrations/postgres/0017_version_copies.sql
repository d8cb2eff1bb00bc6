-- Where a version that took the place of a later one comes from (its number), and the screen that each was made for.
ALTER TABLE item_versions ADD COLUMN copy_of BIGINT;
ALTER TABLE item_versions ADD COLUMN made_for TEXT NOT NULL DEFAULT 'any';
UPDATE item_versions SET made_for = (SELECT i.made_for FROM items i WHERE i.id = item_versions.item_id);
