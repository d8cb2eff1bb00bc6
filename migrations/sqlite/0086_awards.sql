-- What a badge is won by. won_by: forum, modules, percent, course; wanted: how many modules, or which percentage; course_id:
-- the course that it is about, or any. Once stopped it is won no more; who has it keeps it.
CREATE TABLE badge_rules (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  story TEXT NOT NULL,
  icon TEXT NOT NULL,
  won_by TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  course_id BLOB REFERENCES courses (id),
  created_at INTEGER NOT NULL,
  stopped_at INTEGER
) STRICT;

-- Badges that were won, each once. shared_as: the name under which its holder shows it to anyone, while they do.
CREATE TABLE awards (
  id BLOB NOT NULL PRIMARY KEY,
  rule_id BLOB NOT NULL REFERENCES badge_rules (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  session_id BLOB NOT NULL REFERENCES training_sessions (id),
  won_at INTEGER NOT NULL,
  shared_as BLOB UNIQUE,
  UNIQUE (person_id, rule_id)
) STRICT;

CREATE TRIGGER awards_stamp_i AFTER INSERT ON awards
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
CREATE TRIGGER awards_stamp_d AFTER DELETE ON awards
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = OLD.person_id; END;
CREATE TRIGGER badge_rules_stamp AFTER UPDATE ON badge_rules
BEGIN UPDATE shared_revision SET revision = revision + 1; END;

INSERT INTO badge_rules (id, name, story, icon, won_by, wanted, created_at) VALUES
  (X'019AC000000070008000000000000001', 'Première visite', 'Ouvrir le forum de sa session pour la première fois.', 'messages-square', 'forum', 1, 0),
  (X'019AC000000070008000000000000002', 'Main à la pâte', 'Terminer deux modules.', 'hammer', 'modules', 2, 0),
  (X'019AC000000070008000000000000003', 'Bel ouvrage', 'Obtenir 90 % ou plus à une étape notée.', 'sparkles', 'percent', 90, 0),
  (X'019AC000000070008000000000000004', 'Parcours réussi', 'Remplir toutes les conditions de réussite d’un parcours.', 'trophy', 'course', 1, 0);
