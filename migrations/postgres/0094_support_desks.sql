-- The telephone and the hours of the help of a region, or of the national office. days: Monday is 1, Sunday 64. Minutes of the day.
CREATE TABLE support_desks (
  id UUID NOT NULL PRIMARY KEY,
  region_id UUID REFERENCES regions (id),
  phone TEXT NOT NULL,
  days BIGINT NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX support_desks_region ON support_desks (region_id);

-- Answers written once and for all, of a region or of the nation.
CREATE TABLE support_replies (
  id UUID NOT NULL PRIMARY KEY,
  region_id UUID REFERENCES regions (id),
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX support_replies_region ON support_replies (region_id, title);
