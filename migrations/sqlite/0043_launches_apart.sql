-- What a launch began with and its snapshot stand apart: each commit writes the launch's row again, which stays short.
CREATE TABLE launch_records (
  launch_id BLOB NOT NULL PRIMARY KEY REFERENCES launches (id),
  start BLOB NOT NULL,
  snapshot BLOB
) STRICT;
INSERT INTO launch_records (launch_id, start, snapshot) SELECT id, start, snapshot FROM launches;
ALTER TABLE launches DROP COLUMN start;
ALTER TABLE launches DROP COLUMN snapshot;
