-- Questions often asked of a course, or of one of its steps. region_id: whose tutors wrote it, or none when the national office
-- did, for all. position: its place among those of the same step and the same region.
CREATE TABLE faq_entries (
  id UUID PRIMARY KEY,
  course_id UUID NOT NULL REFERENCES courses (id),
  region_id UUID REFERENCES regions (id),
  step_id UUID REFERENCES steps (id),
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  position BIGINT NOT NULL,
  author_id UUID REFERENCES people (id),
  changed_at BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX faq_entries_course ON faq_entries (course_id, position);

-- Who found an answer useful, or not.
CREATE TABLE faq_votes (
  entry_id UUID NOT NULL REFERENCES faq_entries (id),
  person_id UUID NOT NULL REFERENCES people (id),
  useful BIGINT NOT NULL,
  voted_at BIGINT NOT NULL,
  PRIMARY KEY (entry_id, person_id)
);
