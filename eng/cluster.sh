#!/usr/bin/env bash
# Starts three Elasticsearch nodes, kills one with SIGKILL in the middle of a load and starts it again: the run must end well, mart and
# index must be equal, and the run's report must say what was sent again. Once with a node that the exporter does not talk to, once
# with the one that it does, once with the elected master during a sync.
#
#   eng/cluster.sh NODE [ROWS] [SEED]
#
# NODE starts one node in the foreground and takes settings as -E name=value: bin/elasticsearch of a distribution (with ES_JAVA_OPTS for its
# heap). Everything is in a temporary folder. Needs curl, jq and a build of MotionBlend.Exporter.
set -euo pipefail
cd "$(dirname "$0")/.."

node=${1:?usage: eng/cluster.sh NODE [ROWS] [SEED]}
rows=${2:-100000}
RANDOM=${3:-1}
alias=mb_cluster_trial
exporter=${EXPORTER:-artifacts/bin/MotionBlend.Exporter/debug/MotionBlend.Exporter}
work=$(mktemp -d)
base=$((20000 + RANDOM % 10000))
declare -A process

finish() {
    for name in "${!process[@]}"; do kill -- "-${process[$name]}" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

url() { echo "http://127.0.0.1:$((base + $1))"; }
seeds() { echo "[127.0.0.1:$((base + 101)),127.0.0.1:$((base + 102)),127.0.0.1:$((base + 103))]"; }

# Each node leads a process group, so that a kill reaches the server behind any script that starts it.
start() {
    local settings=(-E node.name="n$1" -E cluster.name=mb-cluster-trial -E http.port=$((base + $1)) -E transport.port=$((base + 100 + $1))
        -E path.data="$work/n$1/data" -E path.logs="$work/n$1/logs" -E discovery.seed_hosts="$(seeds)")
    [ -e "$work/n$1" ] || settings+=(-E "cluster.initial_master_nodes=[n1,n2,n3]")
    mkdir -p "$work/n$1"
    set -m
    "$node" "${settings[@]}" > "$work/n$1/out" 2>&1 & process[$1]=$!
    set +m
}

# Waits until a node sees three nodes and, if asked, all shards.
await() {
    local query="wait_for_nodes=3&timeout=5s${2:+&wait_for_status=$2}"
    for ((attempt = 0; attempt < 60; attempt++)); do
        [ "$(curl -s --max-time 10 "$(url "$1")/_cluster/health?$query" | jq -r '.timed_out' 2>/dev/null)" = false ] && return
        sleep 1
    done
    echo "the cluster did not come up; n$1 says:"; tail -5 "$work/n$1/out"
    exit 1
}

run() { "$exporter" "$@" --es-index "$alias"; }
documents() { curl -s --max-time 5 "$(url "$1")/_cat/indices/$alias-*?h=docs.count,pri.indexing.index_total&format=json" | jq '[.[]."pri.indexing.index_total" // "0" | tonumber] | add // 0' 2>/dev/null || echo 0; }
master() { curl -s "$(url 1)/_cat/master?h=node" | tr -dc 0-9; }

# trial NAME VICTIM TALKS_TO MART COMMAND...
trial() {
    local name=$1 victim=$2 target=$3 mart=$4; shift 4
    local witness=$((victim % 3 + 1)) before report
    before=$(documents "$witness")
    run "$@" --mart "$mart" --es-url "$(url "$target")" --runs-dir "$work/runs" --progress none --batch-size 500 > "$work/run" 2>&1 & local loading=$!
    until [ "$(documents "$witness")" -gt $((before + rows / 20)) ]; do
        kill -0 "$loading" 2>/dev/null || { echo "$name: the load ended before a node was killed"; cat "$work/run"; exit 1; }
        sleep 0.2
    done
    kill -9 -- "-${process[$victim]}"; wait "${process[$victim]}" 2>/dev/null || true
    echo "$name: n$victim killed $(kill -0 "$loading" 2>/dev/null && echo "in the middle of the load" || echo "too late")"
    sleep 2
    start "$victim"
    wait "$loading" || { echo "$name: failed"; cat "$work/run"; exit 1; }
    await "$target" yellow
    run verify --mart "$mart" --es-url "$(url "$target")" > "$work/verify" 2>&1 || { echo "$name: mart and index differ"; cat "$work/verify"; exit 1; }
    report=$(ls -t "$work"/runs/*/report.json | head -1)
    jq -r --arg name "$name" '"\($name): \(.outcome) in \(.seconds | round) s, \(.ledger.read) rows read, \(.ledger.created) created, \(.ledger.updated) updated; \(.bulk_requests) requests, \(.bulk_retries) sent again: \(.bulk_retries_by_cause)"' "$report"
    [ "$(jq '[.bulk_retries_by_cause[]] | add // 0' "$report")" = "$(jq .bulk_retries "$report")" ] || { echo "$name: the report does not say what was sent again"; exit 1; }
    await "$target" green
}

for number in 1 2 3; do start "$number"; done
"$exporter" generate --mart samples/mart_blend_snn_metrics.ndjson.gz --rows "$rows" --out "$work/first.ndjson"
jq -c '.updated_at |= (sub("\\.[0-9]+Z$"; "Z") | fromdate + 1 | todate) | .computed_at |= (sub("\\.[0-9]+Z$"; "Z") | fromdate + 60 | todate)' \
    "$work/first.ndjson" > "$work/second.ndjson"
await 1 green

trial "another node" 2 1 "$work/first.ndjson" export
trial "the node it talks to" 3 3 "$work/second.ndjson" export
jq -c '.updated_at |= (fromdate + 1 | todate)' "$work/second.ndjson" > "$work/third.ndjson"
victim=$(master)
trial "the master, during a sync" "$victim" $((victim % 3 + 1)) "$work/third.ndjson" sync --since 1970-01-02T00:00:00Z
echo "three nodes, three kills: nothing lost"
