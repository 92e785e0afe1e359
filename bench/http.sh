#!/usr/bin/env bash
# http - the open home page as `musubi serve` keeps it in its cache, against a minimal epoll loop
# and nginx that serve the same bytes (a static file), one I/O thread each, alternating, plain and
# TLS.
# Ratios are medians of the rounds' own ratios, so that other work on the machine disturbs all
# alike. Rows: | what | measured | aim | met |
# Needs wrk, nginx, openssl. MUSUBI_BUILD: the build folder; ROUNDS, SECONDS_EACH, PORT may be set.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${MUSUBI_BUILD:-$PWD/build/bench}
rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} port=${PORT:-22000}
work=$(mktemp -d)
pids=()
clean() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

mkdir -p "$work/root" "$work/tmp"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
chmod 755 "$work" "$work/root"
chmod 644 "$work/key.pem"
cat >"$work/nginx.conf" <<CONF
worker_processes 1; pid $work/nginx.pid; error_log $work/error.log; daemon off;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 100000000;
  types { text/html html; } client_body_temp_path $work/tmp; proxy_temp_path $work/tmp;
  fastcgi_temp_path $work/tmp; uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
  server { listen 127.0.0.1:$((port + 2)); root $work/root; }
  server { listen 127.0.0.1:$((port + 5)) ssl; root $work/root;
    ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.3; }
}
CONF
start() { "$@" >"$work/out-${#pids[@]}.log" 2>&1 & pids+=($!); }
export MUSUBI_LIMITS_REQUESTS_PER_MINUTE=0 MUSUBI_LOG_LEVEL=warning MUSUBI_SERVER_IO_THREADS=1
"$build/musubi" demo --data "$work/demo" >/dev/null 2>&1
cp -r "$work/demo" "$work/demo-tls"
cp -r "$work/demo" "$work/demo-page"
"$build/musubi" serve --data "$work/demo-page" --port $((port + 6)) >/dev/null 2>&1 &
page_server=$!
pids+=("$page_server")
curl -fs --retry 20 --retry-connrefused --retry-delay 1 -o "$work/root/index.html" \
  "http://127.0.0.1:$((port + 6))/"
kill "$page_server"
wait "$page_server" 2>/dev/null || true
pids=()
start "$build/musubi" serve --data "$work/demo" --port $port
start "$build/bench/bench_epoll_floor" $((port + 1)) "$work/root/index.html"
start nginx -c "$work/nginx.conf"
MUSUBI_TLS_CERTIFICATE_FILE=$work/cert.pem MUSUBI_TLS_KEY_FILE=$work/key.pem \
  start "$build/musubi" serve --data "$work/demo-tls" --port $((port + 3))
start "$build/bench/bench_epoll_floor" $((port + 4)) "$work/root/index.html" "$work/cert.pem" \
  "$work/key.pem"
pids+=("${pids[2]}")  # nginx serves both
sleep 2
for i in 0 1 2; do curl -fs "http://127.0.0.1:$((port + i))/" >/dev/null; done
for i in 3 4 5; do curl -fsk "https://127.0.0.1:$((port + i))/" >/dev/null; done
sleep 1  # the page is in the cache now

# CPU ticks of a process and its children (nginx answers in a worker).
ticks() {
  local sum=0 pid
  for pid in "$1" $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    # shellcheck disable=SC2046
    set -- $(sed 's/.*) //' "/proc/$pid/stat")
    sum=$((sum + ${12} + ${13}))
  done
  echo "$sum"
}
measure() {  # index name -> appends "requests-per-second cpu-us-per-request"
  local scheme=http before after requests
  (($1 >= 3)) && scheme=https
  before=$(ticks "${pids[$1]}")
  wrk -t1 -c64 -d"${seconds}s" "$scheme://127.0.0.1:$((port + $1))/" >"$work/wrk.log"
  after=$(ticks "${pids[$1]}")
  requests=$(awk '/requests in/ { print $1 }' "$work/wrk.log")
  awk -v r="$requests" -v s="$seconds" -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "%.0f %.2f\n", r / s, t / hz * 1e6 / r }' >>"$work/result-$1"
  grep 'Non-2xx\|Socket errors' "$work/wrk.log" >&2 || true
}
for ((round = 0; round < rounds; round++)); do
  order="0 1 2 3 4 5"
  ((round % 2)) && order="2 1 0 5 4 3"
  for i in $order; do measure "$i"; done
  echo "round $((round + 1)) of $rounds" >&2
done
middle='{ v[NR] = $1 }
  function m() { return NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
ratio() {  # ours other column -> median ratio (req/s), or other/ours for CPU
  paste -d' ' "$work/result-$1" "$work/result-$2" |
    awk -v c="$3" '{ print c == 1 ? $1 / $3 : $4 / $2 }' | sort -n |
    awk "$middle"' END { printf "%.2f", m() }'
}
median() {
  cut -d' ' -f"$2" "$work/result-$1" | sort -n |
    awk "$middle"' END { print m() }'
}
bytes=$(stat -c %s "$work/root/index.html")
row() {  # kind ours other aim name
  local speed cpu
  speed=$(ratio "$2" "$3" 1)
  cpu=$(ratio "$2" "$3" 2)
  printf '| cached home page of %s bytes, %s, against %s | ' "$bytes" "$1" "$5"
  printf '%s of its requests/s, %s by CPU time per request ' "$speed" "$cpu"
  printf '(%s and %s requests/s, ' "$(median "$2" 1)" "$(median "$3" 1)"
  printf '%s and %s us) | %s | %s |\n' "$(median "$2" 2)" "$(median "$3" 2)" "$4" \
    "$(awk -v a="$speed" -v b="${4#≥ }" 'BEGIN { print (a >= b) ? "yes" : "no" }')"
}
row plain 0 1 "≥ 0.7" "a minimal epoll loop"
row plain 0 2 "≥ 1.1" "nginx, static file"
row TLS 3 4 "≥ 0.7" "a minimal epoll loop"
row TLS 3 5 "≥ 1.1" "nginx, static file"
