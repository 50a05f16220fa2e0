#!/usr/bin/env bash
# Runs the exporter's ledger property under many seeds: random rows, a cluster and a mart that fail at random, runs that are cut off and
# gone on with. Every row must end in exactly one class, readers must see all or nothing, and each id in its newest version.
#
#   eng/faults.sh [RUNS] [FIRST-SEED]
#
# A failure names its seed; eng/faults.sh 1 SEED tries it again. Needs a build of tests/MotionBlend.Exporter.Tests.
set -euo pipefail
cd "$(dirname "$0")/.."

export MOTIONBLEND_FAULT_RUNS=${1:-10000}
export MOTIONBLEND_FAULT_SEED=${2:-1}
exec artifacts/bin/MotionBlend.Exporter.Tests/debug/MotionBlend.Exporter.Tests -noColor -class "MotionBlend.Exporter.Tests.Export.LedgerPropertyTests"
