#!/usr/bin/env bash
# Measures the exporter: transcoding, a file to a null sink, beside a plain loop and a Python script on a real Elasticsearch, memory, verify.
#   eng/exporter-bench.sh [rows] [rows for memory ...]      default: 300000, memory at 1000000 and 5000000
# The server: MOTIONBLEND_TEST_ELASTICSEARCH=http://host:port; without it only what needs none is measured.
# Where it shares the machine, it and what is measured should not share cores: start it under taskset too, and set
# MOTIONBLEND_BENCH_CPUS to the cores of the loop, the exporter and the script, as taskset -c takes them, e.g. 1.
# Python's client is taken from Debian's packages into MOTIONBLEND_CLIENTS (see eng/clients.sh), or left out if that is not set.
set -euo pipefail
cd "$(dirname "$0")/.."
rows="${1:-300000}"
shift || true
memory=("${@:-1000000}")
[[ $# -eq 0 ]] && memory=(1000000 5000000)
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
dotnet publish MotionBlend.Exporter -c Release -v q -nologo -o "$folder/exporter"
dotnet build bench/MotionBlend.Exporter.Bench -c Release -v q -nologo
exporter="$folder/exporter/MotionBlend.Exporter"
bench=artifacts/bin/MotionBlend.Exporter.Bench/release/MotionBlend.Exporter.Bench
generate() { "$exporter" generate --mart samples/mart_blend_snn_metrics.ndjson.gz --rows "$1" --out "$2"; }

generate "$rows" "$folder/mart.ndjson"
"$bench" parquet --mart "$folder/mart.ndjson" --out "$folder/mart.parquet"
"$bench" transcode --mart "$folder/mart.parquet"
[[ -n "${MOTIONBLEND_TEST_ELASTICSEARCH:-}" ]] || exit 0

python=()
if [[ -n "${MOTIONBLEND_CLIENTS:-}" ]]; then
  export PYTHONPATH="$MOTIONBLEND_CLIENTS/usr/lib/python3/dist-packages"
  python=(--python eng/clients/parallel_bulk.py)
fi
pinned=()
[[ -n "${MOTIONBLEND_BENCH_CPUS:-}" ]] && pinned=(taskset -c "$MOTIONBLEND_BENCH_CPUS")
"${pinned[@]}" "$bench" load --exporter "$exporter" --mart "$folder/mart.ndjson" --es-url "$MOTIONBLEND_TEST_ELASTICSEARCH" "${python[@]}"
for count in "${memory[@]}"; do
  generate "$count" "$folder/$count.ndjson"
  "$bench" parquet --mart "$folder/$count.ndjson" --out "$folder/$count.parquet"
  "$bench" memory --exporter "$exporter" --mart "$folder/$count.ndjson" "$folder/$count.parquet" --es-url "$MOTIONBLEND_TEST_ELASTICSEARCH"
  [[ "$count" == "${memory[0]}" ]] && "$bench" verify --exporter "$exporter" --mart "$folder/$count.ndjson" --es-url "$MOTIONBLEND_TEST_ELASTICSEARCH"
  rm "$folder/$count".*
done
