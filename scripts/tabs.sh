#!/usr/bin/env bash
# A tab with an open module, killed at random moments: tabs.sh SUMMARY KILLS. Adds its line to the summary.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

summary=$1 kills=$2
scripts/web.sh
npm_ci e2e
CHROMIUM=$(chromium_path) || { need_packages chromium && CHROMIUM=$(chromium_path); }
cargo build --locked -p app --features testing
COMPAGNON_BIN="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/compagnon"
export CHROMIUM COMPAGNON_BIN
status=0
ENGINE=sqlite KILLS="$kills" node --test --test-timeout=3000000 --test-name-pattern "a tab that dies" \
  e2e/journeys/player-life.mjs || status=1
if [ "$status" = 0 ]; then measured="0 acknowledged lost in $kills kills" ok=true; else measured="lost, or stopped: see above" ok=false; fi
node scripts/summary.mjs "$summary" kill-tab "$measured" "0 lost" "$ok"
exit "$status"
