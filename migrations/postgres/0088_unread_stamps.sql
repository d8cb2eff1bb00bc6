-- Learners' pages say how many conversations they have to read: their logins are told when that changes.
CREATE CONSTRAINT TRIGGER conversation_members_stamp AFTER INSERT OR UPDATE OF unread ON conversation_members
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();
