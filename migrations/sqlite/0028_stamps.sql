-- Each login carries a stamp, a counter that goes up with every change of what its person's own pages are made of, whoever
-- makes it; `shared_revision` has one for what everybody's pages share (ADR 24).
ALTER TABLE logins ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;

CREATE TABLE shared_revision (
  id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO shared_revision (id, revision) VALUES (1, 0);

CREATE TRIGGER grants_stamp_i AFTER INSERT ON grants
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
CREATE TRIGGER grants_stamp_u AFTER UPDATE ON grants
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id IN (OLD.person_id, NEW.person_id); END;
CREATE TRIGGER grants_stamp_d AFTER DELETE ON grants
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = OLD.person_id; END;

CREATE TRIGGER enrolments_stamp_i AFTER INSERT ON enrolments
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
CREATE TRIGGER enrolments_stamp_u AFTER UPDATE ON enrolments
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id IN (OLD.person_id, NEW.person_id); END;
CREATE TRIGGER enrolments_stamp_d AFTER DELETE ON enrolments
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = OLD.person_id; END;

CREATE TRIGGER step_states_stamp_i AFTER INSERT ON step_states
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER step_states_stamp_u AFTER UPDATE ON step_states
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER step_states_stamp_d AFTER DELETE ON step_states
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;

CREATE TRIGGER adapted_steps_stamp_i AFTER INSERT ON adapted_steps
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER adapted_steps_stamp_u AFTER UPDATE ON adapted_steps
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER adapted_steps_stamp_d AFTER DELETE ON adapted_steps
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;

CREATE TRIGGER certificates_stamp_i AFTER INSERT ON certificates
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER certificates_stamp_u AFTER UPDATE ON certificates
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = NEW.enrolment_id); END;
CREATE TRIGGER certificates_stamp_d AFTER DELETE ON certificates
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = OLD.enrolment_id); END;

CREATE TRIGGER training_sessions_stamp_u AFTER UPDATE ON training_sessions
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id IN (SELECT person_id FROM enrolments WHERE session_id = NEW.id); END;

CREATE TRIGGER courses_stamp_u AFTER UPDATE ON courses
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER regions_stamp_u AFTER UPDATE ON regions
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER role_permissions_stamp_i AFTER INSERT ON role_permissions
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER role_permissions_stamp_u AFTER UPDATE ON role_permissions
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER role_permissions_stamp_d AFTER DELETE ON role_permissions
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
