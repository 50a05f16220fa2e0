#!/usr/bin/env bash
# Runs Elasticsearch's YAML REST tests and writes their table into docs/search-node-compatibility.md.
#   MOTIONBLEND_YAML_TESTS=FOLDER eng/yaml-tests.sh [--url URL] [--filter TEXT] [--agree] [--tsv FILE]
# Without --url it judges a node of its own; the table is written only then and only without --filter.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${MOTIONBLEND_YAML_TESTS:?names the folder of the YAML tests (README: REAL-8.19.tsv is in it)}"
export MOTIONBLEND_YAML_TESTS
docs=(--counting --docs docs/search-node-compatibility.md)
for argument in "$@"; do
  case "$argument" in --url | --filter) docs=() ;; esac
done
export Logging__LogLevel__Default="${Logging__LogLevel__Default:-Warning}"
dotnet build tests/MotionBlend.Conformance.Tests -v q -nologo
exec artifacts/bin/MotionBlend.Conformance.Tests/debug/MotionBlend.Conformance.Tests yaml "${docs[@]}" "$@"
