-- Which key store this is: a store of data remembers the one it began with. One row.
CREATE TABLE identity (
  one BIGINT NOT NULL PRIMARY KEY,
  id UUID NOT NULL
);
