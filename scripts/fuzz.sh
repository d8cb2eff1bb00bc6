#!/usr/bin/env bash
# fuzz.sh: the property tests of the engines (SCORM, questions), FUZZ_CASES of each (100,000 unless it says otherwise), in the release
# profile, overflow checked; a line for each, and target/drill/fuzz.json. FUZZ_ONLY names a suite: « FUZZ_ONLY=cmi2004 ».
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
need_toolchains

cases=${FUZZ_CASES:-100000}
export PROPTEST_CASES=$cases RUST_BACKTRACE=0 CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true
summary=target/drill/fuzz.json
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The suites that have such tests, as cargo names them.
suites() {
  grep -rlE '^ *fn any_[a-z0-9_]+\(' crates/scorm/tests crates/assess/tests | sed -E 's#crates/[a-z]+/tests/([^/.]+).*#\1#' | sort -u
}

# The crate of a suite.
crate() {
  if [ -e "crates/assess/tests/$1.rs" ]; then echo assess; else echo scorm; fi
}

run() {
  cargo test --locked --quiet --release -p "$(crate "$1")" --test "$1" any_ >"$log" 2>&1
}

cargo test --locked --quiet --release -p scorm -p assess --no-run
mkdir -p "$(dirname "$summary")"
echo "$(nproc) cores, release profile, overflow checked, $cases cases of each property"
status=0
lines=()
for suite in ${FUZZ_ONLY:-$(suites)}; do
  begun=$SECONDS
  ok=true
  run "$suite" || ok=false
  tests=$(sed -nE 's/^test result: .* ([0-9]+) passed; ([0-9]+) failed.*/\1 \2/p' "$log" | awk '{ all += $1 + $2 } END { print all + 0 }')
  [ "$tests" -gt 0 ] || ok=false
  printf '%-28s %3d properties %6d s   %s\n' "fuzz-$(crate "$suite")-$suite" "$tests" $((SECONDS - begun)) "$([ $ok = true ] && echo ok || echo MISSED)"
  [ $ok = true ] || { tail -n 60 "$log"; status=1; }
  lines+=("{\"id\":\"fuzz-$(crate "$suite")-$suite\",\"measured\":\"$([ $ok = true ] && echo "$cases" || echo 0)\",\"bar\":\"$cases\",\"ok\":$ok}")
done
printf '[\n' >"$summary"
printf '%s\n' "${lines[@]}" | sed '$!s/$/,/' >>"$summary"
printf ']\n' >>"$summary"
exit "$status"
