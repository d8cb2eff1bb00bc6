-- Somebody is looked for by address within a region, each time someone is enrolled by a list: with both in one index, the
-- people of the region aren't gone through.
DROP INDEX people_email;
CREATE INDEX people_email ON people (email_index, region_id, id);

-- How many are in a session.
CREATE INDEX enrolments_in ON enrolments (session_id) WHERE withdrawn_at IS NULL;
