#!/usr/bin/env bash
# load.sh bench|drill: the release build measured, or killed again and again, on both engines; a table, and
# target/bench|drill/summary.json. BENCH_SIZE=small for a run of three minutes at most.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
. scripts/postgres.sh

what=$1
need_toolchains
postgres_bin >/dev/null || need_packages postgresql
scripts/web.sh
cargo build --locked --release -p app -p load
release="${CARGO_TARGET_DIR:-target}/release"

size=()
case "$what-${BENCH_SIZE:-reference}" in
  bench-small) size=(--scale 100 --seconds 2 --rounds 3) ;;
  bench-*) size=(--growth) ;;
  drill-small) size=(--commits 1000 --kills 20 --upload 64) ;;
esac

run() {
  "$release/load" "$what" --program "$release/compagnon" --summary "target/$what/summary.json" \
    --folder "target/$what/$1" "${size[@]}" "${@:2}"
}

mkdir -p "target/$what"
rm -f "target/$what/summary.json"
echo "$(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), release profile, ${BENCH_SIZE:-reference} size"
status=0
run sqlite || status=1
trap stop_postgres EXIT
start_postgres durable
create_databases whole tenth bare
run postgres --postgres "${TEST_POSTGRES_URL/\/postgres\?/\/\{\}?}" || status=1
if [ "$what" = drill ]; then
  small=false
  [ "${BENCH_SIZE:-reference}" = small ] && small=true
  scripts/tabs.sh target/drill/summary.json "$($small && echo 10 || echo 200)" || status=1
  FUZZ_CASES="$($small && echo 1000 || echo 100000)" scripts/fuzz.sh || status=1
  [ ! -f target/drill/fuzz.json ] || node scripts/summary.mjs target/drill/summary.json target/drill/fuzz.json
fi
exit "$status"
