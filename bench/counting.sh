#!/usr/bin/env bash
# counting - what the counting of views costs a cached page: the same server with and without it,
# one I/O thread, alternating; and a burst of a thousand pages a second, of which none may be lost.
# Needs wrk, python3. MUSUBI_BUILD: the build folder; ROUNDS, SECONDS_EACH, PORT may be set.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} port=${PORT:-22040}
work=$(mktemp -d)
server=""
clean() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
agent='Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36'

start() {  # on|off
  if [[ ! -d $work/$1 ]]; then  # the program knows what its migrations need
    "$build/musubi" migrate --data "$work/$1" >/dev/null
    mv "$work/$1/musubi.sqlite" "$work/$1/counting.db"
  fi
  "$build/bench/bench_counting" "$port" "$1" "$work/$1" >"$work/out-$1" &
  server=$!
  curl -fs --retry 20 --retry-connrefused --retry-delay 1 -o /dev/null "http://127.0.0.1:$port/"
  sleep 0.5  # the page is in the cache now
}
stop() {
  kill -TERM "$server"
  wait "$server" || true
  server=""
}
measure() {  # on|off -> appends requests per second
  start "$1"
  wrk -t1 -c64 -d"${seconds}s" -H "User-Agent: $agent" "http://127.0.0.1:$port/" >"$work/wrk.log"
  awk -v s="$seconds" '/requests in/ { printf "%.0f\n", $1 / s }' "$work/wrk.log" \
    >>"$work/result-$1"
  stop
}
for ((round = 0; round < rounds; round++)); do
  order="off on"
  ((round % 2)) && order="on off"
  for which in $order; do measure "$which"; done
  echo "round $((round + 1)) of $rounds" >&2
done
cost=$(paste -d' ' "$work/result-on" "$work/result-off" | awk '{ print (1 - $1 / $2) * 100 }' |
  sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", v[int((NR + 1) / 2)] }')
fastest=$(sort -n "$work/result-on" | tail -n 1)
printf '| counting of views: cached page with it against without | %s %% slower ' "$cost"
printf '(%s requests/s with it) | < 5 %% | %s |\n' "$fastest" \
  "$(awk -v c="$cost" 'BEGIN { print (c < 5) ? "yes" : "no" }')"

# A thousand pages a second for ten seconds, each on the wire at its own time.
rm -rf "$work/on"
start on
sent=$(python3 - "$port" "$agent" <<'PYTHON'
import socket, sys, time
port, agent = int(sys.argv[1]), sys.argv[2]
line = socket.create_connection(("127.0.0.1", port))
ask = f"GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n\r\n".encode()
begun, sent = time.monotonic(), 0
def read_answer(rest):
    while b"\r\n\r\n" not in rest:
        rest += line.recv(65536)
    head, rest = rest.split(b"\r\n\r\n", 1)
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(rest) < length:
        rest += line.recv(65536)
    return rest[length:]
rest = b""
while sent < 10_000:
    line.sendall(ask)
    rest = read_answer(rest)
    sent += 1
    ahead = begun + sent / 1000 - time.monotonic()
    if ahead > 0:
        time.sleep(ahead)
print(sent)
PYTHON
)
stop
read -r counted dropped <"$work/out-on"
printf '| counting of views: 1,000 pages a second for 10 s | %s of %s counted, %s dropped ' \
  "$counted" "$sent" "$dropped"
printf '| all | %s |\n' "$( ((counted == sent && dropped == 0)) && echo yes || echo no)"
"$build/musubi" migrate --data "$work/growth" >/dev/null
mv "$work/growth/musubi.sqlite" "$work/growth/growth.db"
"$build/bench/bench_counting_growth" "$work/growth"
