#!/usr/bin/env bash
# The SCORM engine for the browser: web/engine/scorm.wasm. Kept outside the checkout under the hash of its sources, so that it is
# built only when they change.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
need_toolchains

cache="${XDG_CACHE_HOME:-$HOME/.cache}/compagnon/wasm"
triple=wasm32-unknown-unknown
sum=$({
  find crates/scorm crates/scorm-browser -type f \( -path '*/src/*' -o -name Cargo.toml \) -print0
  printf '%s\0' Cargo.toml Cargo.lock scripts/wasm.sh
} | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32)
kept="$cache/$sum.wasm"

# The toolchain's own target, added when rustup can; otherwise Debian's compiler and the sources of its library.
build() {
  local args=(build --locked --quiet -p scorm_browser --profile wasm --target "$triple")
  local sysroot
  sysroot=$(rustc --print sysroot)
  if [ -d "$sysroot/lib/rustlib/$triple" ] ||
    { command -v rustup >/dev/null && timeout 20 rustup target add "$triple" >/dev/null 2>&1; }; then
    cargo "${args[@]}"
    return
  fi
  local packages=()
  [ -x /usr/bin/rustc ] && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src" ] || packages=(rustc-web rust-web-src)
  need_packages "${packages[@]}"
  local linker
  linker=$(ls "$sysroot"/lib/rustlib/*/bin/rust-lld 2>/dev/null | head -n 1)
  [ -n "$linker" ] || die "rust-lld is missing from $sysroot. Type: rustup target add $triple"
  RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
    cargo "${args[@]}" -Zbuild-std=std,panic_abort
}

if [ ! -f "$kept" ]; then
  say "Building the SCORM engine for the browser"
  mkdir -p "$cache"
  export CARGO_TARGET_DIR="$cache/target"
  build
  made="$CARGO_TARGET_DIR/$triple/wasm/scorm_browser.wasm"
  cp "$made" "$kept.new"
  mv "$kept.new" "$kept"
fi
mkdir -p web/engine
cmp -s "$kept" web/engine/scorm.wasm || cp "$kept" web/engine/scorm.wasm
