-- Regions, people, how they sign in, what they may do.

CREATE TABLE regions (
  id UUID NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  deleted_at BIGINT
);

-- The identity (names, e-mail, login, telephone, company, trade) is sealed with the person's account key.
CREATE TABLE people (
  id UUID NOT NULL PRIMARY KEY,
  region_id UUID REFERENCES regions (id),
  identity BYTEA NOT NULL,
  login_index BYTEA NOT NULL UNIQUE,
  email_index BYTEA,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX people_email ON people (email_index);
CREATE INDEX people_region ON people (region_id, id);
CREATE INDEX people_changed ON people (changed_at, id);

CREATE TABLE credentials (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  password_hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Single-use links of activation and reset; only the token's hash is kept.
CREATE TABLE links (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  purpose TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX links_person ON links (person_id);

CREATE TABLE logins (
  id UUID NOT NULL PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  person_id UUID NOT NULL REFERENCES people (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX logins_person ON logins (person_id);

-- Failed sign-ins by account and by address, each under the blind index of what was typed.
CREATE TABLE attempts (
  subject BYTEA NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last_at);

CREATE TABLE roles (
  id UUID NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
);

CREATE TABLE role_permissions (
  role_id UUID NOT NULL REFERENCES roles (id),
  permission TEXT NOT NULL,
  PRIMARY KEY (role_id, permission)
);

-- What a built-in role was given once, so that a permission taken away stays away after an upgrade.
CREATE TABLE role_defaults (
  role_id UUID NOT NULL REFERENCES roles (id),
  permission TEXT NOT NULL,
  PRIMARY KEY (role_id, permission)
);

-- scope_kind: platform, region, session, learner, self. scope_id is the nil UUID for platform and self.
CREATE TABLE grants (
  person_id UUID NOT NULL REFERENCES people (id),
  role_id UUID NOT NULL REFERENCES roles (id),
  scope_kind TEXT NOT NULL,
  scope_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, role_id, scope_kind, scope_id)
);
CREATE INDEX grants_scope ON grants (scope_kind, scope_id);
