-- The percentage that a tutor gives, apart from the one that a module tells; and whether a tutor's word is all that is known.
ALTER TABLE step_states ADD COLUMN marked_percent DOUBLE PRECISION;
ALTER TABLE step_states ADD COLUMN only_marked BIGINT NOT NULL DEFAULT 0;
