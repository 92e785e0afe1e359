#!/usr/bin/env bash
# pages - the program itself: start-up, memory, imports, and signed-in pages as the registry grows.
exec python3 "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/pages.py"
