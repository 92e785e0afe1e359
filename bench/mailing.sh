#!/usr/bin/env bash
# mailing - a mailing to 1,000 and to 10,000 people on both databases: prepared, queued, and to the
# last mail that an SMTP server accepted. Seconds, and whether the memory grows with the number.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
folder=$(mktemp -d "$build/mailing.XXXXXX")
server=$(mktemp -d /var/tmp/musubi-bench.XXXXXX)
chmod 711 "$server"
smtp=
clean() {
  [[ -z $smtp ]] || kill "$smtp" 2>/dev/null || true
  tools/postgres stop "$server/postgres" || true
  rm -rf "$folder" "$server"
}
trap clean EXIT
tools/prepare --tests  # the SMTP server is a package of the tests
mkdir "$folder/post"
node tests/support/smtp_server.mjs "$folder/post" >"$folder/port" &
smtp=$!
until [[ -s $folder/port ]]; do
  kill -0 "$smtp" 2>/dev/null || { echo "mailing: the SMTP server did not start" >&2; exit 4; }
  sleep 0.1
done
port=$(cut -d' ' -f2 "$folder/port")

# measure NAME DATABASE: rows for both sizes. The environment says which database `migrate` makes.
measure() {
  local seeded=0 small= sent prepared queued seconds before after most met
  "$build/musubi" migrate --data "$folder/$1" >/dev/null
  for people in 1000 10000; do
    "$build/bench/bench_seed_members" "$2" $((seeded + 1)) "$people"
    seeded=$people
    read -r sent prepared queued seconds before after most \
      < <("$build/bench/bench_mailing" "$2" "$port")
    printf '| mailing to %s people, prepared and queued, %s | %s s and %s s, %s |  |  |\n' \
      "$people" "$1" "$prepared" "$queued" "own memory $before MB before, $after MB after"
    printf '| mailing to %s people, %s accepted by SMTP, %s | %s s, %s |  |  |\n' \
      "$people" "$sent" "$1" "$seconds" "$most MB private at most"
    if [[ -z $small ]]; then
      small=$after
    else
      met=$(awk -v a="$after" -v b="$small" 'BEGIN { print (a <= 1.5 * b ? "yes" : "no") }')
      printf '| own memory with 10,000 queued against 1,000, %s | %s and %s MB | %s | %s |\n' \
        "$1" "$after" "$small" "flat (≤ 1.5)" "$met"
    fi
  done
}

export MUSUBI_DATABASE_KIND=sqlite
measure SQLite "$folder/SQLite/musubi.sqlite"
MUSUBI_DATABASE_CONNECTION=$(tools/postgres start --durable "$server/postgres")
export MUSUBI_DATABASE_KIND=postgres MUSUBI_DATABASE_CONNECTION
measure PostgreSQL "$MUSUBI_DATABASE_CONNECTION"
