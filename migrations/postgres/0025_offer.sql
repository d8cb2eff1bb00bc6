-- offer: draft, published (chambers open sessions of it), archived (they no longer do; its sessions go on).
ALTER TABLE courses ADD COLUMN offer TEXT NOT NULL DEFAULT 'draft';
UPDATE courses SET offer = 'published';

-- Since when an item is proposed no longer to who makes courses; what uses it goes on.
ALTER TABLE items ADD COLUMN archived_at BIGINT;
