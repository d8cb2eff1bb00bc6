-- The estimated minutes of a step when its learner completed it: what later says otherwise changes no past.
ALTER TABLE step_states ADD COLUMN minutes BIGINT;
UPDATE step_states SET minutes = (SELECT t.minutes FROM steps t WHERE t.id = step_states.step_id) WHERE status = 'done';
