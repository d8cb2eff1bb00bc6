#!/usr/bin/env bash
# Format, lints, licences, types, room rules. Each is run even when another one fails.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
need_toolchains
need_cargo_tool cargo-deny
scripts/web.sh

failed=()
check() {
  say "$1"
  "${@:2}" || failed+=("$1")
}

check format cargo fmt --all --check
check lints cargo clippy --locked --workspace --all-targets --all-features -- -D warnings
cargo fetch --locked --quiet
check licences cargo deny --offline check licenses bans sources
check types npm --prefix web run --silent typecheck
check "room rules" node scripts/house.mjs

[ ${#failed[@]} = 0 ] || die "Failed: ${failed[*]}"
