-- What a launch began with and its snapshot stand apart: each commit writes the launch's row again, which stays short.
CREATE TABLE launch_records (
  launch_id UUID NOT NULL PRIMARY KEY REFERENCES launches (id),
  start BYTEA NOT NULL,
  snapshot BYTEA
);
INSERT INTO launch_records (launch_id, start, snapshot) SELECT id, start, snapshot FROM launches;
ALTER TABLE launches DROP COLUMN start;
ALTER TABLE launches DROP COLUMN snapshot;
