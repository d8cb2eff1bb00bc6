-- Someone wishes to follow a course in a region. source: adviser, manager, public, api. state: unconfirmed (public form, the
-- e-mail address isn't proved), received, incomplete, signed, enrolled, refused, withdrawn. details: who they are and what is
-- said to them, sealed with the request's own key of account, whose owner is the request. email_index: blind, to show two
-- requests of one address. token_hash: of the link by which the person follows their request.
CREATE TABLE requests (
  id BLOB NOT NULL PRIMARY KEY,
  region_id BLOB NOT NULL REFERENCES regions (id),
  course_id BLOB NOT NULL REFERENCES courses (id),
  session_id BLOB REFERENCES training_sessions (id),
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  author_id BLOB REFERENCES people (id),
  details BLOB NOT NULL,
  email_index BLOB NOT NULL,
  token_hash BLOB NOT NULL,
  enrolment_id BLOB REFERENCES enrolments (id),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  signed_at INTEGER
) STRICT;
CREATE INDEX requests_region ON requests (region_id, state, created_at, id);
CREATE INDEX requests_session ON requests (session_id, state, signed_at);
CREATE INDEX requests_author ON requests (author_id, created_at);
CREATE INDEX requests_email ON requests (email_index, course_id, region_id);
CREATE UNIQUE INDEX requests_token ON requests (token_hash);

-- The courses whose public form is open.
CREATE TABLE open_courses (
  course_id BLOB NOT NULL PRIMARY KEY REFERENCES courses (id),
  opened_at INTEGER NOT NULL
) STRICT;

-- Public forms that were sent, so that none serves twice; kept while their token could still pass.
CREATE TABLE sent_forms (
  form_hash BLOB NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_forms_expiry ON sent_forms (expires_at);
