#!/usr/bin/env bash
# mailing - a mailing to 1,000 and to 10,000 people, to the last mail that an SMTP server accepted:
# seconds, and whether the memory grows with the number.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
folder=$(mktemp -d "$build/mailing.XXXXXX")
smtp=
trap '[[ -z $smtp ]] || kill "$smtp"; rm -rf "$folder"' EXIT
mkdir "$folder/post"
node tests/support/smtp_server.mjs "$folder/post" >"$folder/port" &
smtp=$!
until [[ -s $folder/port ]]; do sleep 0.1; done
port=$(cut -d' ' -f2 "$folder/port")
seeded=0 small=
for people in 1000 10000; do
  data=$folder/data
  "$build/musubi" migrate --data "$data" >/dev/null
  "$build/bench/bench_seed_members" "$data/musubi.sqlite" $((seeded + 1)) "$people"
  seeded=$people
  read -r sent prepared seconds megabytes \
    < <("$build/bench/bench_mailing" "$data/musubi.sqlite" "$port")
  printf '| mailing to %s people, recipients confirmed | %s s |  |  |\n' "$people" "$prepared"
  printf '| mailing to %s people, %s accepted by SMTP | %s s, %s MB private at most |  |  |\n' \
    "$people" "$sent" "$seconds" "$megabytes"
  if [[ -z $small ]]; then
    small=$megabytes
  else
    met=$(awk -v a="$megabytes" -v b="$small" 'BEGIN { print (a <= 1.5 * b ? "yes" : "no") }')
    printf '| memory of 10,000 recipients against 1,000 | %s and %s MB | flat (≤ 1.5) | %s |\n' \
      "$megabytes" "$small" "$met"
  fi
done
