-- The telephone and the hours of help stand at the foot of learners' pages, which are kept by their stamps (ADR 24).
CREATE TRIGGER support_desks_stamp_i AFTER INSERT ON support_desks
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER support_desks_stamp_u AFTER UPDATE ON support_desks
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
CREATE TRIGGER support_desks_stamp_d AFTER DELETE ON support_desks
BEGIN UPDATE shared_revision SET revision = revision + 1; END;
