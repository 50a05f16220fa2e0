#!/usr/bin/env bash
# Starts a search node of its own and sends it spoiled bodies and paths: no undocumented 5xx, no hang, no growth.
#   eng/fuzz.sh [cases] [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
export Logging__LogLevel__Default="${Logging__LogLevel__Default:-Error}"
dotnet build tests/MotionBlend.Conformance.Tests -c Release -v q -nologo
scratch="$(mktemp -d)"
artifacts/bin/MotionBlend.SearchNode/release/MotionBlend.SearchNode --port 0 --data "$scratch/data" -E action.destructive_requires_name=false -E node.attr.testattr=test >"$scratch/node.log" 2>&1 &
node=$!
trap 'kill "$node" 2>/dev/null || true; wait "$node" 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 300); do
  url="$(sed -n 's/^search node: //p' "$scratch/node.log")"
  [[ -n "$url" ]] && break
  kill -0 "$node" 2>/dev/null || { cat "$scratch/node.log" >&2; exit 1; }
  sleep 0.2
done
code=0
artifacts/bin/MotionBlend.Conformance.Tests/release/MotionBlend.Conformance.Tests fuzz --url "$url" --pid "$node" --cases "${1:-2000}" --seed "${2:-1}" || code=$?
kill -0 "$node" 2>/dev/null || { echo "the node ended:"; tail -30 "$scratch/node.log"; code=1; }
exit "$code"
