#!/usr/bin/env bash
# web/dist, built again when a source changed. Compares contents, so that a clone or a checkout costs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh
need_toolchains
npm_ci web
scripts/wasm.sh

stamp=web/node_modules/.built-sum
sum=$({
  find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print0
  find crates -path '*/src/*' -type f \( -name '*.css' -o -name '*.ts' \) -print0
} | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
[ -f web/dist/manifest.json ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0
say "Building web/dist"
(cd web && npm run --silent build)
echo "$sum" >"$stamp"
