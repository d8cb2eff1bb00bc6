# What the scripts share. Sourced, not run.

tools="${XDG_CACHE_HOME:-$HOME/.cache}/compagnon/tools"
export PATH="$tools/bin:$PATH"

say() { printf '\n== %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# The toolchains, which we don't install ourselves.
need_toolchains() {
  command -v cargo >/dev/null || die "cargo is missing: install Rust 1.95 or later (rustup, or your system's package), then run this again."
  command -v cc >/dev/null || die "A C compiler is missing. Type: sudo apt-get install build-essential"
  command -v node >/dev/null || die "node is missing: install Node.js 20 or later with npm, then run this again."
  command -v npm >/dev/null || die "npm is missing: install it beside Node.js, then run this again."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "Node.js $major is too old: install Node.js 20 or later, then run this again."
}

# A command that cargo installs, kept outside the checkout.
need_cargo_tool() {
  command -v "$1" >/dev/null && return
  say "Installing $1 into $tools (once)"
  env -u CARGO_TARGET_DIR cargo install --locked --quiet --root "$tools" "$1"
}

# Debian packages: installed when we may, otherwise the sentence to type.
need_packages() {
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    die "Missing: $*. Type: sudo apt-get install $*"
  fi
  say "Installing $*"
  local log
  log=$(mktemp)
  if ! (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@") >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "The installation of $* failed: see $log"
  fi
  rm -f "$log"
}

# Where the PostgreSQL server's programs are; fails when there are none.
postgres_bin() {
  local initdb
  initdb=$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] && dirname "$(readlink -f "$initdb")"
}

chromium_path() {
  [ -n "${CHROMIUM:-}" ] && { echo "$CHROMIUM"; return; }
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Its headless shell where there is one: the same pages for a quarter less work, without the window that nobody sees.
chromium_shell() { command -v chromium-headless-shell || chromium_path; }

# The shell is installed where we may and the system has it; nothing needs it.
want_chromium_shell() {
  ! command -v chromium-headless-shell >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  say "Installing chromium-headless-shell, when this system has it"
  (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium-headless-shell) >/dev/null 2>&1 </dev/null || true
}

# npm ci, when the lock file is not the one of the last time.
npm_ci() {
  local stamp="$1/node_modules/.lock-sum" sum
  sum=$(sha256sum <"$1/package-lock.json")
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && return
  say "npm ci in $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) || return
  echo "$sum" >"$stamp"
}
