#!/usr/bin/env bash
# Everything that proves the platform, on both engines, browser included. Every suite runs, even when another
# one fails; the last line counts them all.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
. scripts/postgres.sh

need_toolchains
missing=()
postgres_bin >/dev/null || missing+=(postgresql)
chromium_path >/dev/null || missing+=(chromium)
need_packages "${missing[@]}"
want_chromium_shell
need_cargo_tool cargo-nextest
[ -d ../shared ] || echo "Notice: ../shared is absent, so what it holds (requirements, packages) is not compared."

reports=target/reports
rm -rf "$reports" target/e2e
mkdir -p "$reports"

# suite NAME REPORT COMMAND…: runs it and keeps its status beside the name of its JUnit report.
suite() {
  local status=0
  say "$1"
  rm -f "$2"
  "${@:3}" || status=$?
  printf '%s\t%s\t%s\n' "$1" "$2" "$status" >>"$reports/suites.tsv"
}

# node_tests NAME FILE…: Node's own runner, with a JUnit report.
node_tests() {
  node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=junit --test-reporter-destination="$reports/$1.xml" "${@:2}"
}

# The binary that the tests were built with: the same features, so nothing is compiled again.
build() { cargo test --quiet --locked --workspace --all-features --no-run; }
harness() { npm_ci e2e && CHROMIUM=$(chromium_path) node_tests harness e2e/tests/*.test.mjs; }

trap stop_postgres EXIT
start_postgres
suite "web" "$reports/web.xml" scripts/web.sh
suite "scripts" "$reports/scripts.xml" node_tests scripts scripts/*.test.mjs
suite "tests, both engines" target/nextest/default/junit.xml \
  cargo nextest run --locked --workspace --all-features --no-fail-fast
suite "build for the browser" "$reports/build.xml" build
suite "browser harness" "$reports/harness.xml" harness
suite "browser on SQLite" target/e2e/sqlite.xml scripts/e2e.sh sqlite
suite "browser on PostgreSQL" target/e2e/postgres.xml scripts/e2e.sh postgres
suite "requirements" "$reports/requirements.xml" node scripts/requirements.mjs "$reports/requirements.xml"

stop_postgres
status=0
node scripts/tally.mjs "$reports/suites.tsv" >"$reports/tally.txt" || status=$?
cat "$reports/tally.txt"
exit "$status"
