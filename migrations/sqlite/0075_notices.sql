-- What each person is told of. words: sealed with their key of exchanges. by_id: who did it. about: while one of a kind about the
-- same thing is unread, another adds nothing. batch_id: what was told at once. mail: wait (nobody looked yet), later, sent, none.
CREATE TABLE notices (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  about BLOB NOT NULL,
  by_id BLOB REFERENCES people (id),
  path TEXT NOT NULL,
  words BLOB NOT NULL,
  batch_id BLOB NOT NULL,
  told_at INTEGER NOT NULL,
  read_at INTEGER,
  mail TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX notices_once ON notices (person_id, kind, about) WHERE read_at IS NULL;
CREATE INDEX notices_person ON notices (person_id, told_at);
CREATE INDEX notices_batch ON notices (batch_id, id);
CREATE INDEX notices_read ON notices (read_at);
CREATE INDEX notices_later ON notices (person_id) WHERE mail = 'later';

-- How somebody wants to be told of a kind of news by mail, when it isn't as usual: now, daily, never.
CREATE TABLE notice_choices (
  person_id BLOB NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  mail TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
) STRICT;

-- When: the hour of the daily mail, and the hours without any, by the clocks of their region.
CREATE TABLE notice_hours (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  daily INTEGER NOT NULL,
  quiet_from INTEGER,
  quiet_until INTEGER
) STRICT;

CREATE TRIGGER notices_stamp_i AFTER INSERT ON notices
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
CREATE TRIGGER notices_stamp_u AFTER UPDATE OF read_at ON notices
BEGIN UPDATE logins SET stamp = stamp + 1 WHERE person_id = NEW.person_id; END;
