#!/usr/bin/env bash
# site_search - what visitors ask of the search of the site, over 1,000 and 50,000 articles on both
# databases: one character, many matches, facets, a mistyped word, nothing. SIZES may be set.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
folder=$(mktemp -d "$build/site_search.XXXXXX")
server=$(mktemp -d /var/tmp/musubi-bench.XXXXXX)
chmod 711 "$server"
trap 'tools/postgres stop "$server/postgres"; rm -rf "$folder" "$server"' EXIT

# measure NAME DATABASE: rows for each size. The environment says which database `migrate` makes.
measure() {
  local made=0
  "$build/musubi" migrate --data "$folder/$1" >/dev/null
  for size in ${SIZES:-1000 50000}; do
    "$build/bench/bench_site_search" "$2" "$1" "$made" "$size"
    made=$size
  done
}

export MUSUBI_DATABASE_KIND=sqlite
measure SQLite "$folder/SQLite/musubi.sqlite"
MUSUBI_DATABASE_CONNECTION=$(tools/postgres start --durable "$server/postgres")
export MUSUBI_DATABASE_KIND=postgres MUSUBI_DATABASE_CONNECTION
measure PostgreSQL "$MUSUBI_DATABASE_CONNECTION"
