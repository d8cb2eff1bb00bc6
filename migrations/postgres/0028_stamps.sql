-- What a learner's own pages are made of is told by stamps: counters that go up with every change, whoever makes it.
-- A page whose stamps are those that were read last is made from memory.
ALTER TABLE enrolments ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;
ALTER TABLE roles ADD COLUMN stamp BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION enrolments_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.stamp := OLD.stamp + 1; RETURN NEW; END $$;
CREATE TRIGGER enrolments_stamp BEFORE UPDATE OF session_id, person_id, ends_at, withdrawn_at, adapted ON enrolments
FOR EACH ROW EXECUTE FUNCTION enrolments_stamp();

CREATE FUNCTION enrolment_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE enrolments SET stamp = stamp + 1 WHERE id = OLD.enrolment_id;
  ELSE
    UPDATE enrolments SET stamp = stamp + 1 WHERE id = NEW.enrolment_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER step_states_stamp AFTER INSERT OR UPDATE OR DELETE ON step_states
FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
CREATE TRIGGER adapted_steps_stamp AFTER INSERT OR UPDATE OR DELETE ON adapted_steps
FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();
CREATE TRIGGER certificates_stamp AFTER INSERT OR UPDATE OR DELETE ON certificates
FOR EACH ROW EXECUTE FUNCTION enrolment_stamp();

CREATE FUNCTION regions_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE training_sessions SET revision = revision + 1 WHERE region_id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER regions_stamp AFTER UPDATE OF name, zone ON regions
FOR EACH ROW EXECUTE FUNCTION regions_stamp();

CREATE FUNCTION role_permissions_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN UPDATE roles SET stamp = stamp + 1 WHERE id = OLD.role_id; END IF;
  IF TG_OP <> 'DELETE' THEN UPDATE roles SET stamp = stamp + 1 WHERE id = NEW.role_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER role_permissions_stamp AFTER INSERT OR UPDATE OR DELETE ON role_permissions
FOR EACH ROW EXECUTE FUNCTION role_permissions_stamp();
