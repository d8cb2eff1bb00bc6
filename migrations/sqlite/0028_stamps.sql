-- What a learner's own pages are made of is told by stamps: counters that go up with every change, whoever makes it.
-- A page whose stamps are those that were read last is made from memory.
ALTER TABLE enrolments ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roles ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER enrolments_stamp AFTER UPDATE OF session_id, person_id, ends_at, withdrawn_at, adapted ON enrolments
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.id; END;

CREATE TRIGGER step_states_stamp_i AFTER INSERT ON step_states
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER step_states_stamp_u AFTER UPDATE ON step_states
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER step_states_stamp_d AFTER DELETE ON step_states
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = OLD.enrolment_id; END;

CREATE TRIGGER adapted_steps_stamp_i AFTER INSERT ON adapted_steps
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER adapted_steps_stamp_u AFTER UPDATE ON adapted_steps
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER adapted_steps_stamp_d AFTER DELETE ON adapted_steps
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = OLD.enrolment_id; END;

CREATE TRIGGER certificates_stamp_i AFTER INSERT ON certificates
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER certificates_stamp_u AFTER UPDATE ON certificates
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id; END;
CREATE TRIGGER certificates_stamp_d AFTER DELETE ON certificates
BEGIN UPDATE enrolments SET stamp = stamp + 1 WHERE id = OLD.enrolment_id; END;

CREATE TRIGGER regions_stamp AFTER UPDATE OF name, zone ON regions
BEGIN UPDATE training_sessions SET revision = revision + 1 WHERE region_id = NEW.id; END;

CREATE TRIGGER role_permissions_stamp_i AFTER INSERT ON role_permissions
BEGIN UPDATE roles SET stamp = stamp + 1 WHERE id = NEW.role_id; END;
CREATE TRIGGER role_permissions_stamp_u AFTER UPDATE ON role_permissions
BEGIN UPDATE roles SET stamp = stamp + 1 WHERE id IN (OLD.role_id, NEW.role_id); END;
CREATE TRIGGER role_permissions_stamp_d AFTER DELETE ON role_permissions
BEGIN UPDATE roles SET stamp = stamp + 1 WHERE id = OLD.role_id; END;
