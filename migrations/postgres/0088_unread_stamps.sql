-- Learners' pages say how many conversations they have to read: their logins are told when that changes.
CREATE CONSTRAINT TRIGGER conversation_members_stamp_i AFTER INSERT ON conversation_members
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();
CREATE CONSTRAINT TRIGGER conversation_members_stamp_u AFTER UPDATE OF unread ON conversation_members
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.unread <> NEW.unread) EXECUTE FUNCTION person_stamp();
