#!/usr/bin/env bash
# The platform on this machine, with its demonstration when the store is new.
# PORT (8080), DATA_DIR (./data), DATABASE_URL, DEMO_PASSWORD.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
need_toolchains
scripts/web.sh
cargo build --locked -p app
compagnon="${CARGO_TARGET_DIR:-target}/debug/compagnon"
"$compagnon" migrate
"$compagnon" demo --if-new
exec "$compagnon" serve
