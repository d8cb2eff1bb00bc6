-- Regions, people, how they sign in, what they may do.

CREATE TABLE regions (
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  deleted_at INTEGER
) STRICT;

-- The identity (names, e-mail, login, telephone, company, trade) is sealed with the person's account key.
CREATE TABLE people (
  id BLOB NOT NULL PRIMARY KEY,
  region_id BLOB REFERENCES regions (id),
  identity BLOB NOT NULL,
  login_index BLOB NOT NULL UNIQUE,
  email_index BLOB,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX people_email ON people (email_index);
CREATE INDEX people_region ON people (region_id, id);
CREATE INDEX people_changed ON people (changed_at, id);

CREATE TABLE credentials (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  password_hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- Single-use links of activation and reset; only the token's hash is kept.
CREATE TABLE links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  purpose TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX links_person ON links (person_id);

CREATE TABLE logins (
  id BLOB NOT NULL PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  person_id BLOB NOT NULL REFERENCES people (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX logins_person ON logins (person_id);

-- Failed sign-ins by account and by address, each under the blind index of what was typed.
CREATE TABLE attempts (
  subject BLOB NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_last ON attempts (last_at);

CREATE TABLE roles (
  id BLOB NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE role_permissions (
  role_id BLOB NOT NULL REFERENCES roles (id),
  permission TEXT NOT NULL,
  PRIMARY KEY (role_id, permission)
) STRICT;

-- What a built-in role was given once, so that a permission taken away stays away after an upgrade.
CREATE TABLE role_defaults (
  role_id BLOB NOT NULL REFERENCES roles (id),
  permission TEXT NOT NULL,
  PRIMARY KEY (role_id, permission)
) STRICT;

-- scope_kind: platform, region, session, learner, self. scope_id is the nil UUID for platform and self.
CREATE TABLE grants (
  person_id BLOB NOT NULL REFERENCES people (id),
  role_id BLOB NOT NULL REFERENCES roles (id),
  scope_kind TEXT NOT NULL,
  scope_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, role_id, scope_kind, scope_id)
) STRICT;
CREATE INDEX grants_scope ON grants (scope_kind, scope_id);
