#!/usr/bin/env bash
# Runs real Elasticsearch clients, unmodified, against a server; ends with 0 when all of them are content.
#   eng/clients.sh URL [client ...]      client: javascript python elasticdump prometheus (default: all)
# Clients are fetched with npm and apt-get into MOTIONBLEND_CLIENTS (default: a folder that is removed at the end) and
# unpacked there: nothing is installed on the machine or into the repository. Indices that it makes start with "clients-".
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)/clients"
url="${1:?usage: eng/clients.sh URL [javascript|python|elasticdump|prometheus ...]}"
url="${url%/}"
shift
clients=("${@:-javascript}")
[[ $# -eq 0 ]] && clients=(javascript python elasticdump prometheus)

if [[ -n "${MOTIONBLEND_CLIENTS:-}" ]]; then
  folder="$MOTIONBLEND_CLIENTS"
  mkdir -p "$folder"
else
  folder="$(mktemp -d)"
fi
scratch="$(mktemp -d)"
exporter=""
stop_exporter() {
  [[ -z "$exporter" ]] || kill "$exporter" 2>/dev/null || true
  exporter=""
}
cleanup() {
  rm -rf "$scratch"
  [[ -n "${MOTIONBLEND_CLIENTS:-}" ]] || rm -rf "$folder"
  return 0
}
trap cleanup EXIT

npm_package() { # npm_package FOLDER PACKAGE: unpacks it with its dependencies
  [[ -d "$folder/node_modules/$1" ]] || npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$2" >"$scratch/npm.log" 2>&1 ||
    { cat "$scratch/npm.log" >&2; return 1; }
}

debian_package() { # debian_package FILE PACKAGE...: unpacks Debian packages unless FILE is there
  [[ -e "$folder/$1" ]] && return
  shift
  (cd "$scratch" && apt-get download "$@" >apt.log 2>&1 || { cat apt.log >&2; exit 1; })
  for package in "$scratch"/*.deb; do dpkg -x "$package" "$folder"; done
  rm -f "$scratch"/*.deb
}

javascript() {
  npm_package @elastic/elasticsearch @elastic/elasticsearch@8
  NODE_PATH="$folder/node_modules" node "$here/client.js" "$url"
}

python() {
  debian_package usr/lib/python3/dist-packages/elasticsearch python3-elasticsearch python3-urllib3 python3-six python3-certifi
  PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 -W ignore "$here/client.py" "$url"
}

elasticdump() {
  npm_package elasticdump elasticdump
  local dump=("$folder/node_modules/.bin/elasticdump" --quiet --limit=100)
  node "$here/dump-load.js" "$url" clients-dump-a
  for type in settings mapping data; do
    "${dump[@]}" --input="$url/clients-dump-a" --output="$scratch/$type.json" --type="$type"
  done
  curl -fsS -o /dev/null -X DELETE "$url/clients-dump-b?ignore_unavailable=true"
  "${dump[@]}" --input="$scratch/mapping.json" --output="$url/clients-dump-b" --type=mapping
  "${dump[@]}" --input="$scratch/data.json" --output="$url/clients-dump-b" --type=data
  curl -fsS -o /dev/null -X POST "$url/clients-dump-b/_refresh"
  "${dump[@]}" --input="$url/clients-dump-b" --output="$scratch/again.json" --type=data
  node "$here/dump-compare.js" "$scratch/data.json" "$scratch/again.json"
  curl -fsS -o /dev/null -X DELETE "$url/clients-dump-a,clients-dump-b"
}

prometheus() {
  debian_package usr/bin/prometheus-elasticsearch-exporter prometheus-elasticsearch-exporter
  curl -fsS -o /dev/null -X PUT "$url/clients-metrics/_doc/1?refresh=true" -H 'content-type: application/json' -d '{"a":1}'
  local port
  port="$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  "$folder/usr/bin/prometheus-elasticsearch-exporter" --es.uri="$url" --es.all --es.indices --es.indices_settings --es.indices_mappings \
    --es.shards --es.cluster_settings --es.aliases --web.listen-address="127.0.0.1:$port" >"$scratch/exporter.log" 2>&1 &
  exporter=$!
  # The cluster's name is fetched once at the start and labels the metrics of all later scrapes.
  for _ in 1 2 3; do
    sleep 1
    curl -fsS --retry 10 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/metrics" >"$scratch/metrics.txt"
  done
  stop_exporter
  curl -fsS -o /dev/null -X DELETE "$url/clients-metrics"
  /usr/bin/python3 "$here/metrics.py" "$scratch/metrics.txt" "$scratch/exporter.log"
}

failed=0
for client in "${clients[@]}"; do
  case "$client" in javascript | python | elasticdump | prometheus) ;; *)
    echo "unknown client: $client" >&2
    exit 2
    ;;
  esac
  # In a process of its own, as "set -e" is off inside a condition.
  code=0
  ( trap 'stop_exporter' EXIT; set -e; "$client" ) & wait $! || code=$?
  if [[ $code -eq 0 ]]; then
    echo "ok      $client"
  else
    echo "FAILED  $client"
    failed=1
  fi
done
exit "$failed"
