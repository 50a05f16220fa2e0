#!/usr/bin/env bash
# Exports and syncs under random faults of BigQuery and Elasticsearch (doubles in process): every row must end in exactly one class of the
# ledger, readers must see whole indices, and a calm run must bring the index to what the rows say. Each seed is a storm of each kind: ledger
# (exports, gone on with, and syncs), deletes (rows go, past a fuse), tasks (several export one mart), shards (each
# reads its part of a table), worker. Those that fail are named.
#   eng/faults.sh [SEEDS] [FIRST_SEED] [AT_ONCE] [ledger|deletes|tasks|shards|worker]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/MotionBlend.Exporter.Tests -c Release -v q -nologo
exec artifacts/bin/MotionBlend.Exporter.Tests/release/MotionBlend.Exporter.Tests faults "${1:-10000}" "${2:-0}" ${3:-0} ${4:-}
