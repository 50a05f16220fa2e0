#!/usr/bin/env bash
# Exports a BigQuery table over one interface, proves by the other one that mart and index are equal, and syncs it again: nothing may be sent.
# In an emulator's table then one row in sixteen is changed and some are added: a sync must bring just those, and both be equal again.
#   eng/bigquery.sh URL rest|storage [verify over: rest|storage]      default: the other interface
# URL is an Elasticsearch or search node. The table is that of an emulator (BIGQUERY_EMULATOR_HOST, BIGQUERY_STORAGE_EMULATOR_HOST) or of
# BigQuery itself: MOTIONBLEND_BQ="--bq-project P --bq-dataset D". Everything goes into the alias mb_bigquery_test, which is removed
# at the end. Needs curl, jq and a build of MotionBlend.Exporter (EXPORTER names another one).
set -euo pipefail
cd "$(dirname "$0")/.."
url=${1:?usage: eng/bigquery.sh URL rest|storage [rest|storage]}
over=${2:?usage: eng/bigquery.sh URL rest|storage [rest|storage]}
other=${3:-$([[ "$over" == rest ]] && echo storage || echo rest)}
exporter=${EXPORTER:-artifacts/bin/MotionBlend.Exporter/debug/MotionBlend.Exporter}
alias=mb_bigquery_test
read -ra table <<< "${MOTIONBLEND_BQ:---bq-project motionblend-ai --bq-dataset RAW_DEV_marts}"
work=$(mktemp -d)
finish() {
    for index in $(curl -s "$url/_cat/indices/$alias-*?h=index" 2>/dev/null); do curl -s -o /dev/null -X DELETE "$url/$index"; done
    rm -rf "$work"
}
trap finish EXIT

# run NAME ARGS...: runs the exporter, tells its time and peak memory (Linux), and ends the script when it fails.
run() {
    local name=$1 start=$SECONDS peak=0 now code=0
    shift
    "$exporter" "$@" "${table[@]}" --es-url "$url" --es-index "$alias" > "$work/out" 2>&1 &
    local pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        now=$(awk '/VmHWM/ { print int($2 / 1000) }' "/proc/$pid/status" 2>/dev/null || true)
        [[ -z "$now" ]] || peak=$now
        sleep 0.1
    done
    wait "$pid" || code=$?
    [[ $code -eq 0 ]] || { echo "FAILED  $name: exit code $code"; cat "$work/out"; exit 1; }
    echo "ok      $name: $((SECONDS - start)) s, peak $peak MB"
}
report() { jq -r "$1" "$(ls -td "$work"/runs/*/ | head -1)report.json"; }

# change SQL: changes an emulator's table.
change() {
    curl -sf "http://$BIGQUERY_EMULATOR_HOST/bigquery/v2/projects/${table[1]}/queries" -H 'Content-Type: application/json' \
        -d "$(jq -n --arg query "$1" '{ query: $query, useLegacySql: false }')" > "$work/changed" || { echo "FAILED  the emulator refused: $1"; exit 1; }
}

run "export over $over" export --bq-read "$over" --runs-dir "$work/runs" --progress none
rows=$(report .ledger.read)
echo "        $rows rows read, $(report .verified_documents) documents"
run "verify over $other" verify --bq-read "$other"
run "sync of everything over $over" sync --bq-read "$over" --since 2000-01-01T00:00:00Z --runs-dir "$work/runs" --progress none
echo "        $(report .ledger.noop) rows unchanged, $(report .bytes_sent) bytes sent"
[[ "$(report .bytes_sent)" == 0 ]] || { echo "FAILED  the second run sent something"; exit 1; }
run "verify over $over" verify --bq-read "$over"
[[ -n "${BIGQUERY_EMULATOR_HOST:-}" ]] || exit 0

name="\`${table[1]}.${table[3]}.${table[5]:-mart_blend_snn_metrics}\`"
times="TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 2 MINUTE)"
change "UPDATE $name SET updated_at = $times, computed_at = CURRENT_TIMESTAMP(), fid = fid + 0.5 WHERE ENDS_WITH(blend_id, '0')"
change "INSERT INTO $name SELECT * REPLACE (CONCAT('blend_', REVERSE(SUBSTR(blend_id, 7))) AS blend_id, $times AS updated_at, CURRENT_TIMESTAMP() AS computed_at)
    FROM $name WHERE ENDS_WITH(blend_id, '0f1')"
run "sync of what changed over $over" sync --bq-read "$over" --runs-dir "$work/runs" --progress none
echo "        $(report .ledger.created) created, $(report .ledger.updated) updated, $(report .ledger.noop) unchanged in the overlap, $(report .bytes_sent) bytes sent"
[[ "$(report .ledger.created)" -gt 0 && "$(report .ledger.updated)" -gt 0 ]] || { echo "FAILED  the sync wrote nothing"; exit 1; }
run "verify over $other" verify --bq-read "$other"
