#!/usr/bin/env bash
# ADL's SCORM 2004 cases, on the engine alone and in the real player in Chromium; a table, and
# target/conformance/summary.json. BENCH_SIZE=small plays every tenth case in the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

out=target/conformance
mkdir -p "$out"
rm -f "$out"/*.json "$out"/*.txt

entries=()
status=0
# entry ID MEASURED BAR OK
entry() {
  entries+=("$(printf '{"id":"%s","measured":"%s","bar":"%s","ok":%s}' "$@")")
  printf '%s\t%s\t%s\t%s\n' "$@" >>"$out/table.txt"
  [ "$4" = true ] || status=1
}

# counted ID PASSED TOTAL: no case at all is no success.
counted() {
  local ok=false
  [ -n "$2" ] && [ "${3:-0}" -gt 0 ] && [ "$2" = "$3" ] && ok=true
  entry "$1" "${2:-none}/${3:-?}" "${3:-?}/${3:-?}" "$ok"
}

finish() {
  (IFS=,; printf '[%s]\n' "${entries[*]}") >"$out/summary.json"
  say "Conformance"
  { printf 'id\tmeasured\tbar\tok\n'; cat "$out/table.txt"; } | expand -t 22,34,46
  exit "$status"
}

# The folder that holds cases and manifests, or the cases themselves with the manifests beside.
export SCORM2004_CASES="${SCORM2004_CASES:-../shared/conformance/scorm2004}"
if [ ! -d "$SCORM2004_CASES/cases" ] && [ -d "$SCORM2004_CASES/../manifests" ]; then SCORM2004_CASES="$SCORM2004_CASES/.."; fi
if [ ! -d "$SCORM2004_CASES/cases" ]; then
  echo "Notice: $SCORM2004_CASES is absent, so ADL's SCORM 2004 cases are skipped."
  for id in scorm2004-native scorm2004-browser; do entry "$id" skipped "every case" true; done
  finish
fi
SCORM2004_CASES=$(realpath "$SCORM2004_CASES")

need_toolchains
CHROMIUM=$(chromium_path) || { need_packages chromium && CHROMIUM=$(chromium_path); }
export CHROMIUM

say "SCORM 2004, the engine"
SCORM2004_ONLY='' SCORM2004_JSON="$PWD/$out/cases.json" \
  cargo test --locked -p scorm --test conformance2004 -- --nocapture every_case_conforms | tee "$out/native.txt" || status=1
read -r passed total < <(sed -nE 's/^([0-9]+) of ([0-9]+) cases conform$/\1 \2/p' "$out/native.txt") || true
counted scorm2004-native "${passed:-}" "${total:-}"

say "SCORM 2004, the player in Chromium"
scripts/web.sh
npm_ci e2e
cargo build --locked -p app --features testing
COMPAGNON_BIN="${COMPAGNON_BIN:-$(realpath "${CARGO_TARGET_DIR:-target}")/debug/compagnon}"
export COMPAGNON_BIN
node e2e/conformance/run.mjs "$out/cases.json" "$out/browser.json" || status=1
passed='' total=''
[ ! -f "$out/browser.json" ] || read -r passed total < <(node -p 'const { passed, total } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); `${passed} ${total}`' "$out/browser.json")
counted scorm2004-browser "$passed" "$total"
finish
