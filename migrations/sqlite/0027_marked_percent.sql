-- The percentage that a tutor gives, apart from the one that a module tells; and whether a tutor's word is all that is known.
ALTER TABLE step_states ADD COLUMN marked_percent REAL;
ALTER TABLE step_states ADD COLUMN only_marked INTEGER NOT NULL DEFAULT 0;
