#!/usr/bin/env bash
# joining - applications sent at once, the review queue and the audit as they grow, and a flood of
# sign-ins beside somebody who works. SIZES, APPLICATIONS, AUDIT_ENTRIES, DRAFTS may be set. Some
# 25 GB of /var/tmp are taken for a while.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
build=${MUSUBI_BUILD:-$here/../build/bench}
"$here/../tools/install" bench
folder=$(mktemp -d /var/tmp/musubi-bench.XXXXXX)
chmod 711 "$folder"
trap '"$here/../tools/postgres" stop "$folder/postgres"; rm -rf "$folder"' EXIT
MUSUBI_TEST_PG=$("$here/../tools/postgres" start --durable "$folder/postgres")
export MUSUBI_TEST_PG
mkdir "$folder/data"
"$build/bench/bench_submissions" "$folder/data" "${DRAFTS:-500}"
python3 "$here/joining.py"
