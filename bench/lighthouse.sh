#!/usr/bin/env bash
# lighthouse - the four scores of Lighthouse for the home page, a case and an event of the demo, as
# a slow phone sees them (Lighthouse's own settings: mobile, simulated slow 4G, a quarter of the
# CPU). Lighthouse is installed from npm into a folder that goes away again: it is no part of the
# project, and no test asks it. Rows: | what | measured | aim | met |
# MUSUBI_BUILD: the build folder; CHROME_PATH, ROUNDS, PAGES and PORT may be set.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
version=12.8.2  # of 12.x the last, for Node.js 18.16 and later
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --no-save --no-audit --no-fund --ignore-scripts \
  "lighthouse@$version" >&2
node bench/lighthouse.mjs "$work"
