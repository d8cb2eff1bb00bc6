-- How often a line of figures was written: whoever makes them again from the tries sees that nothing moved meanwhile. A line that
-- comes to nothing stays, so that their sum only goes up.
ALTER TABLE question_figures ADD COLUMN moves INTEGER NOT NULL DEFAULT 1;
