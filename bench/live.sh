#!/usr/bin/env bash
# live - resident memory of our server with 10,000 idle live streams.
# Row: | what | measured | aim | met |
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
port=${PORT:-22000} streams=${STREAMS:-10000}
ulimit -n "$(ulimit -Hn)"
server="" clients=""
clean() {
  exec 3>&- || true
  [[ -n $clients ]] && kill "$clients" 2>/dev/null
  [[ -n $server ]] && kill "$server" 2>/dev/null
  rm -rf "$work"
}
work=$(mktemp -d)
trap clean EXIT
mkfifo "$work/hold"
"$build/bench/bench_server" $((port + 9)) & server=$!
sleep 1
curl -fs "http://127.0.0.1:$((port + 9))/" >/dev/null
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$server/status"; }
before=$(rss)
"$build/bench/bench_live_clients" $((port + 9)) "$streams" <"$work/hold" >"$work/out" & clients=$!
exec 3>"$work/hold"
for ((i = 0; i < 300; i++)); do grep -q open "$work/out" && break; sleep 0.2; done
open=$(awk '{ print $2 }' "$work/out")
sleep 1
bytes=$((($(rss) - before) * 1024 / open))
printf '| %s idle live streams, resident memory each | %s bytes (%s open) | ≤ 6144 | %s |\n' \
  "$streams" "$bytes" "$open" "$( ((bytes <= 6144 && open == streams)) && echo yes || echo no)"
