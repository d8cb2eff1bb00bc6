#!/usr/bin/env bash
# The journeys in a browser, on one engine: scripts/e2e.sh sqlite|postgres [e2e/journeys/one.mjs …]
# Wants a built binary: cargo build -p app --features testing. Report: target/e2e/<engine>.xml.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
. scripts/postgres.sh
engine="${1:-}"
case "$engine" in
  sqlite | postgres) shift ;;
  *) die "usage: scripts/e2e.sh sqlite|postgres [e2e/journeys/one.mjs …]" ;;
esac
# In the order of their names: the longest, accessibility.mjs, is the first.
[ $# -gt 0 ] || set -- e2e/journeys/*.mjs

npm_ci e2e
CHROMIUM_SHELL=${CHROMIUM:-$(chromium_shell)}
CHROMIUM=$(chromium_path) || die "Chromium is missing. Type: sudo apt-get install chromium"
export CHROMIUM CHROMIUM_SHELL ENGINE="$engine"
export COMPAGNON_BIN="${COMPAGNON_BIN:-$(realpath "${CARGO_TARGET_DIR:-target}")/debug/compagnon}"
[ -x "$COMPAGNON_BIN" ] || die "$COMPAGNON_BIN is missing: cargo build -p app --features testing"
if [ "$engine" = postgres ] && [ -z "${TEST_POSTGRES_URL:-}" ]; then
  trap stop_postgres EXIT
  start_postgres
fi

mkdir -p target/e2e
# Pictures of the pages that sweeps look at, on the embedded store.
[ "$engine" = postgres ] || rm -rf e2e/screenshots
# Two files at once: one waits for its browser half of the time.
node --test --test-concurrency=2 --test-timeout=1800000 \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=junit --test-reporter-destination="target/e2e/$engine.xml" "$@"
