-- name: what its owner tells it from their others by, « Firefox sur Windows », sealed with their key of account; none: nothing known.
ALTER TABLE push_devices ADD COLUMN name BYTEA;
