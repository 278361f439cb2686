#!/usr/bin/env bash
# Runs swift test, then says how many golden cases were executed; fails if that is not what the manifest lists.
set -euo pipefail
cd "$(dirname "$0")/../.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test -c release --scratch-path .build-tests -Xswiftc -enable-testing "$@" 2>&1 | tee "$log"

grep -E '^golden cases: [0-9]+ executed, [0-9]+ in the manifest$' "$log" || {
  echo "The golden vectors were not run." >&2
  exit 1
}
grep -E 'Test run with [0-9]+ tests?' "$log" | tail -n 1
