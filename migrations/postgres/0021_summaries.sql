-- The item that sums up a step, or a section: it is the learner's once that is done.
ALTER TABLE steps ADD COLUMN summary_id UUID REFERENCES items (id);
ALTER TABLE sections ADD COLUMN summary_id UUID REFERENCES items (id);
CREATE INDEX steps_summary ON steps (summary_id);
CREATE INDEX sections_summary ON sections (summary_id);
