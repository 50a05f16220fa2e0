#!/usr/bin/env bash
# Kills the exporter with SIGKILL at random points of full and incremental runs against a server, and proves each time that the next run
# converges: mart and index equal by version and digest, and readers of the alias, polling all the while, never saw an error or fewer
# documents than before.
#
#   eng/kill.sh http://localhost:9200 [KILLS] [ROWS] [SEED]
#
# SIGTERM ends it after the kills so far. Everything goes into an alias mb_kill_test_PID; its indices are removed at the end. Needs curl, jq and a build of MotionBlend.Exporter.
set -euo pipefail
cd "$(dirname "$0")/.."

url=${1:?usage: eng/kill.sh URL [KILLS] [ROWS] [SEED]}
kills=${2:-20}
rows=${3:-20000}
RANDOM=${4:-1}
alias=mb_kill_test_$$
exporter=${EXPORTER:-artifacts/bin/MotionBlend.Exporter/debug/MotionBlend.Exporter}
work=$(mktemp -d)
poller=

finish() {
    [ -z "$poller" ] || kill "$poller" 2>/dev/null || true
    for index in $(curl -s "$url/_cat/indices/$alias-*?h=index" 2>/dev/null); do curl -s -o /dev/null -X DELETE "$url/$index"; done
    rm -rf "$work"
}
trap finish EXIT
stopped=
trap 'stopped=yes' TERM

run() { "$exporter" "$@" --es-url "$url" --es-index "$alias"; }
quiet=(--runs-dir "$work/runs" --progress none --batch-size $((rows / 16 + 1)))

# Two states of one mart: in the second every tenth row has a newer updated_at.
"$exporter" generate --mart samples/mart_blend_snn_metrics.ndjson.gz --rows "$rows" --out "$work/first.ndjson"
jq -c 'if input_line_number % 10 == 0 then .updated_at |= (sub("\\.[0-9]+Z$"; "Z") | fromdate + 1 | todate)
    | .computed_at |= (sub("\\.[0-9]+Z$"; "Z") | fromdate + 60 | todate) else . end' "$work/first.ndjson" > "$work/second.ndjson"

run export --mart "$work/first.ndjson" "${quiet[@]}" > "$work/out" || { cat "$work/out"; exit 1; }

# Readers, in a process group of their own: every answer must be whole.
set -m
(
    polls=0
    while :; do
        reply=$(curl -s --max-time 10 "$url/$alias/_count?filter_path=count" || echo unreachable)
        [ "$reply" = "{\"count\":$rows}" ] || echo "$(date +%T.%N) $reply" >> "$work/short"
        polls=$((polls + 1))
        echo "$polls" > "$work/polls"
        sleep 0.05
    done
) & poller=$!
set +m

# How long each kind of run takes that nobody kills, in ms.
declare -A longest
measure() {
    local started
    started=$(date +%s%N)
    run "$@" --mart "$work/second.ndjson" "${quiet[@]}" > /dev/null
    longest[$1]=$((($(date +%s%N) - started) / 1000000))
}
measure sync --since 1970-01-02T00:00:00Z
measure export

killed=0
# fail WHAT FILE: ends with what went wrong, unless it did so because this script was told to end, and so were its children.
fail() {
    [ -z "$stopped" ] || { killed=$((killed - 1)); return 0; }
    echo "round $round: $1"; cat "$2"
    exit 1
}

for ((round = 1; killed < kills; round++)); do
    [ -z "$stopped" ] || break
    [ $((round % 2)) = 0 ] && mart=$work/first.ndjson || mart=$work/second.ndjson
    [ $((RANDOM % 2)) = 0 ] && command=(export) || command=(sync --since 1970-01-02T00:00:00Z)
    delay=$((RANDOM % longest[${command[0]}]))
    (exec "$exporter" "${command[@]}" --mart "$mart" "${quiet[@]}" --es-url "$url" --es-index "$alias") > "$work/out" 2>&1 & victim=$!
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" || true
    if kill -9 "$victim" 2>/dev/null; then killed=$((killed + 1)); fi
    wait "$victim" 2>/dev/null || true

    # A sync never takes a newer version back, so after it the index may only be compared with the newer mart.
    [ "${command[0]}" = sync ] && mart=$work/second.ndjson
    run "${command[@]}" --mart "$mart" "${quiet[@]}" > "$work/out" 2>&1 || { fail "${command[0]} after the kill failed" "$work/out"; break; }
    run verify --mart "$mart" > "$work/out" 2>&1 || { fail "not equal after ${command[0]}" "$work/out"; break; }
    run doctor --repair > "$work/doctor" || { fail "the doctor found what it could not repair" "$work/doctor"; break; }
    echo "round $round: ${command[0]} killed after $delay of ${longest[${command[0]}]} ms; converged; doctor: $(grep -c '^found' "$work/doctor" || true) found"
done

kill "$poller" || true; wait "$poller" 2>/dev/null || true; poller=
echo "$killed of $((round - 1)) runs were killed at work; readers asked $(cat "$work/polls") times"
if [ -s "$work/short" ]; then
    echo "readers saw errors or short counts:"; head "$work/short"
    exit 1
fi
echo "every run after a kill converged; no reader saw an error or a short count"
