-- The telephone and the hours of help stand at the foot of learners' pages, which are kept by their stamps (ADR 24).
CREATE CONSTRAINT TRIGGER support_desks_stamp AFTER INSERT OR UPDATE OR DELETE ON support_desks
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shared_stamp();
