#!/usr/bin/env bash
# Kills the search node (kill -9) in the middle of bulk loads and searches, and checks after each start that nothing
# acknowledged is lost, nothing is torn and the node starts.
#   eng/crash.sh [kills] [seed]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build MotionBlend.SearchNode -c Release -v q -nologo
dotnet build bench/MotionBlend.SearchNode.Bench -c Release -v q -nologo
exec artifacts/bin/MotionBlend.SearchNode.Bench/release/MotionBlend.SearchNode.Bench crash \
  --node artifacts/bin/MotionBlend.SearchNode/release/MotionBlend.SearchNode --kills "${1:-20}" --seed "${2:-1}"
