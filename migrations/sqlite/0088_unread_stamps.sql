-- Learners' pages say how many conversations they have to read: their logins are told when that changes.
CREATE TRIGGER conversation_members_stamp_i AFTER INSERT ON conversation_members
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
CREATE TRIGGER conversation_members_stamp_u AFTER UPDATE OF unread ON conversation_members WHEN OLD.unread <> NEW.unread
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
