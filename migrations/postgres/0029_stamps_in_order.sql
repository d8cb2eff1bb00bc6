-- A session's change touches its people's logins in the order of people, as every other change of several people does: two at
-- once never wait for each other.
CREATE OR REPLACE FUNCTION session_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE logins SET stamp = stamp + 1 WHERE id IN (
    SELECT l.id FROM logins l JOIN enrolments e ON e.person_id = l.person_id WHERE e.session_id = NEW.id
    ORDER BY l.person_id, l.id FOR UPDATE OF l);
  RETURN NULL;
END $$;
