#!/usr/bin/env bash
# Measures the search node beside a real Elasticsearch in one run: ingest, queries, start, memory, and the ratios.
#   eng/bench.sh [docs] [further options of the compare command]
# The real server: MOTIONBLEND_TEST_ELASTICSEARCH=http://host:port; without it only the node is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
docs="${1:-100000}"
shift || true
real=()
[[ -n "${MOTIONBLEND_TEST_ELASTICSEARCH:-}" ]] && real=(--real "$MOTIONBLEND_TEST_ELASTICSEARCH")
dotnet build MotionBlend.SearchNode -c Release -v q -nologo
dotnet build bench/MotionBlend.SearchNode.Bench -c Release -v q -nologo
exec artifacts/bin/MotionBlend.SearchNode.Bench/release/MotionBlend.SearchNode.Bench compare \
  --node artifacts/bin/MotionBlend.SearchNode/release/MotionBlend.SearchNode "${real[@]}" --docs "$docs" "$@"
