-- What a badge is won by. won_by: forum, modules, percent, course; wanted: how many modules, or which percentage; course_id:
-- the course that it is about, or any. Once stopped it is won no more; who has it keeps it.
CREATE TABLE badge_rules (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  story TEXT NOT NULL,
  icon TEXT NOT NULL,
  won_by TEXT NOT NULL,
  wanted BIGINT NOT NULL,
  course_id UUID REFERENCES courses (id),
  created_at BIGINT NOT NULL,
  stopped_at BIGINT
);

-- Badges that were won, each once. shared_as: the name under which its holder shows it to anyone, while they do.
CREATE TABLE awards (
  id UUID PRIMARY KEY,
  rule_id UUID NOT NULL REFERENCES badge_rules (id),
  person_id UUID NOT NULL REFERENCES people (id),
  session_id UUID NOT NULL REFERENCES training_sessions (id),
  won_at BIGINT NOT NULL,
  shared_as UUID UNIQUE,
  UNIQUE (person_id, rule_id)
);

CREATE CONSTRAINT TRIGGER awards_stamp AFTER INSERT OR DELETE ON awards
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();
CREATE CONSTRAINT TRIGGER badge_rules_stamp AFTER UPDATE ON badge_rules
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shared_stamp();

INSERT INTO badge_rules (id, name, story, icon, won_by, wanted, created_at) VALUES
  ('019ac000-0000-7000-8000-000000000001', 'Première visite', 'Ouvrir le forum de sa session pour la première fois.', 'messages-square', 'forum', 1, 0),
  ('019ac000-0000-7000-8000-000000000002', 'Main à la pâte', 'Terminer deux modules.', 'hammer', 'modules', 2, 0),
  ('019ac000-0000-7000-8000-000000000003', 'Bel ouvrage', 'Obtenir 90 % ou plus à une étape notée.', 'sparkles', 'percent', 90, 0),
  ('019ac000-0000-7000-8000-000000000004', 'Parcours réussi', 'Remplir toutes les conditions de réussite d’un parcours.', 'trophy', 'course', 1, 0);
