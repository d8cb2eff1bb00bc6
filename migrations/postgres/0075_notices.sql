-- What each person is told of. words: sealed with their key of exchanges. by_id: who did it. about: while one of a kind about the
-- same thing is unread, another adds nothing. batch_id: what was told at once. mail: wait (nobody looked yet), later, sent, none.
CREATE TABLE notices (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  about UUID NOT NULL,
  by_id UUID REFERENCES people (id),
  path TEXT NOT NULL,
  words BYTEA NOT NULL,
  batch_id UUID NOT NULL,
  told_at BIGINT NOT NULL,
  read_at BIGINT,
  mail TEXT NOT NULL
);
CREATE UNIQUE INDEX notices_once ON notices (person_id, kind, about) WHERE read_at IS NULL;
CREATE INDEX notices_person ON notices (person_id, told_at);
CREATE INDEX notices_batch ON notices (batch_id, id);
CREATE INDEX notices_read ON notices (read_at);
CREATE INDEX notices_later ON notices (person_id) WHERE mail = 'later';

-- How somebody wants to be told of a kind of news by mail, when it isn't as usual: now, daily, never.
CREATE TABLE notice_choices (
  person_id UUID NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  mail TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
);

-- When: the hour of the daily mail, and the hours without any, by the clocks of their region.
CREATE TABLE notice_hours (
  person_id UUID PRIMARY KEY REFERENCES people (id),
  daily BIGINT NOT NULL,
  quiet_from BIGINT,
  quiet_until BIGINT
);

CREATE CONSTRAINT TRIGGER notices_stamp AFTER INSERT OR UPDATE OF read_at ON notices
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION person_stamp();
