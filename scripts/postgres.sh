# A throw-away PostgreSQL: unix socket only. Sourced, not run.
# `start_postgres` keeps it in memory, without durability; `start_postgres durable` on a disk, with every commit flushed
# there. Both export TEST_POSTGRES_URL; `stop_postgres` ends the server by its pid and removes everything.

postgres_dir=

# PostgreSQL refuses root: its programs then run as nobody.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid="$(id -gn nobody)" --clear-groups "$@"
  else
    "$@"
  fi
}

start_postgres() {
  local bin parent=/dev/shm durability="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
  bin=$(postgres_bin) || die "PostgreSQL's server is missing. Type: sudo apt-get install postgresql"
  if [ "${1:-}" = durable ]; then
    parent=${TMPDIR:-/tmp}
    durability="-c fsync=on -c synchronous_commit=on -c shared_buffers=1GB -c max_wal_size=4GB"
  fi
  [ -w "$parent" ] || parent=${TMPDIR:-/tmp}
  postgres_dir=$(mktemp -d "$parent/pgXXXXXX")
  if [ "$(id -u)" = 0 ]; then chown nobody "$postgres_dir"; fi
  as_postgres "$bin/initdb" -D "$postgres_dir/data" -U postgres -A trust -N -E UTF8 --locale=C.UTF-8 >/dev/null
  as_postgres "$bin/pg_ctl" -D "$postgres_dir/data" -w -s -l "$postgres_dir/log" start -o "-c listen_addresses= \
    -c unix_socket_directories=$postgres_dir -c max_connections=200 $durability" \
    </dev/null || { cat "$postgres_dir/log" >&2; return 1; }
  export TEST_POSTGRES_URL="postgres://postgres@localhost/postgres?host=${postgres_dir//\//%2F}"
}

stop_postgres() {
  [ -n "$postgres_dir" ] || return 0
  local pid
  pid=$(head -n 1 "$postgres_dir/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null; then
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.05
    done
  fi
  rm -rf "$postgres_dir"
  postgres_dir=
}

# The databases of a site, each with that of its keys.
create_databases() {
  local bin name
  bin=$(postgres_bin)
  for name in "$@"; do
    as_postgres "$bin/createdb" -h "$postgres_dir" -U postgres "$name"
    as_postgres "$bin/createdb" -h "$postgres_dir" -U postgres "${name}_keys"
  done
}
