-- In which session a survey was answered: whoever is moved to another one leaves their answer where it was counted.
ALTER TABLE survey_turns ADD COLUMN session_id UUID REFERENCES training_sessions (id);
UPDATE survey_turns SET session_id = (SELECT e.session_id FROM enrolments e WHERE e.id = survey_turns.enrolment_id)
WHERE answered <> 0;
CREATE INDEX survey_turns_session ON survey_turns (session_id, step_id);
