-- Sessions that were opened as the same again have one series; their order is that of their first days.
ALTER TABLE training_sessions ADD COLUMN series_id UUID;
CREATE INDEX training_sessions_series ON training_sessions (series_id, starts_at, id);
