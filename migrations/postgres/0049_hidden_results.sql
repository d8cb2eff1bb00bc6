-- A quiz that shows no result keeps its percentage from its learner's path too.
ALTER TABLE step_states ADD COLUMN percent_hidden BIGINT NOT NULL DEFAULT 0;
