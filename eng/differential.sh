#!/usr/bin/env bash
# Sends generated cases to a real Elasticsearch and to the search node, and prints where their replies differ.
#   eng/differential.sh [cases] [seed] [--url URL] [--odd-kinds] [--no-shrink] [--each] [--errors]
# The real server: MOTIONBLEND_TEST_ELASTICSEARCH=http://host:port. Without --url the node runs in the judge's own process.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${MOTIONBLEND_TEST_ELASTICSEARCH:?names the address of a real Elasticsearch}"
export MOTIONBLEND_TEST_ELASTICSEARCH
options=()
for name in --cases --seed; do
  if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
    options+=("$name" "$1")
    shift
  fi
done
export Logging__LogLevel__Default="${Logging__LogLevel__Default:-Warning}"
dotnet build tests/MotionBlend.Conformance.Tests -c Release -v q -nologo
exec artifacts/bin/MotionBlend.Conformance.Tests/release/MotionBlend.Conformance.Tests differential "${options[@]}" "$@"
