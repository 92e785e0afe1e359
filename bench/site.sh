#!/usr/bin/env bash
# site - the public site: its cached pages against nginx and WordPress, then its growth, the time
# from publishing to being seen, and a page with fifty pictures. Needs wrk, nginx and Debian's
# WordPress (tools/packages/wordpress.txt). MUSUBI_BUILD: the build folder; PORT, ROUNDS,
# SECONDS_EACH, POSTS, CASES and PICTURES may be set. What counting costs is bench/counting.sh.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
tools/install bench wordpress
python3 bench/site.py
exec python3 bench/site_growth.py
