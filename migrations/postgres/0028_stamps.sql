-- Each login carries a stamp, a counter that goes up with every change of what its person's own pages are made of, whoever
-- makes it; `shared_revision` has one for what everybody's pages share (ADR 24).
ALTER TABLE logins ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;

CREATE TABLE shared_revision (
  id BIGINT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
);
INSERT INTO shared_revision (id, revision) VALUES (1, 0);

-- Deferred: a transaction holds what it wrote before it waits for anybody's login.
CREATE FUNCTION person_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE logins SET stamp = stamp + 1 WHERE person_id = OLD.person_id;
  ELSE
    UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.person_id <> NEW.person_id THEN
    UPDATE logins SET stamp = stamp + 1 WHERE person_id = OLD.person_id;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_stamp AFTER INSERT OR UPDATE OR DELETE ON grants
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();
CREATE CONSTRAINT TRIGGER enrolments_stamp AFTER INSERT OR UPDATE OR DELETE ON enrolments
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();

CREATE FUNCTION enrolment_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  enrolment UUID;
BEGIN
  IF TG_OP = 'DELETE' THEN enrolment := OLD.enrolment_id; ELSE enrolment := NEW.enrolment_id; END IF;
  UPDATE logins SET stamp = stamp + 1 WHERE person_id = (SELECT person_id FROM enrolments WHERE id = enrolment);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER step_states_stamp AFTER INSERT OR UPDATE OR DELETE ON step_states
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
CREATE CONSTRAINT TRIGGER adapted_steps_stamp AFTER INSERT OR UPDATE OR DELETE ON adapted_steps
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
CREATE CONSTRAINT TRIGGER certificates_stamp AFTER INSERT OR UPDATE OR DELETE ON certificates
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();

CREATE FUNCTION session_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE logins SET stamp = stamp + 1 WHERE id IN (
    SELECT l.id FROM logins l JOIN enrolments e ON e.person_id = l.person_id WHERE e.session_id = NEW.id ORDER BY l.id FOR UPDATE OF l);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER training_sessions_stamp AFTER UPDATE ON training_sessions
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION session_stamp();

CREATE FUNCTION shared_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE shared_revision SET revision = revision + 1; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER courses_stamp AFTER UPDATE ON courses
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shared_stamp();
CREATE CONSTRAINT TRIGGER regions_stamp AFTER UPDATE ON regions
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shared_stamp();
CREATE CONSTRAINT TRIGGER role_permissions_stamp AFTER INSERT OR UPDATE OR DELETE ON role_permissions
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shared_stamp();
