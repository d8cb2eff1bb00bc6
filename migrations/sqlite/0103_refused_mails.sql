-- refused_at: the server of the recipient's address wants none of it; it waits for an address that is taken.
ALTER TABLE mails ADD COLUMN refused_at INTEGER;
CREATE INDEX mails_refused ON mails (person_id) WHERE refused_at IS NOT NULL;
