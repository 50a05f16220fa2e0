"""python3-elasticsearch: loads a mart file (NDJSON) as people do it, by helpers.parallel_bulk; for eng/exporter-bench.sh."""
import json
import sys
from datetime import datetime, timezone

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk

INDEX = "bench-parallel-bulk"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def actions(path):
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            updated = datetime.fromisoformat(row["updated_at"].replace("Z", "+00:00")) - EPOCH
            version = (updated.days * 86400 + updated.seconds) * 1_000_000 + updated.microseconds
            yield {"_index": INDEX, "_id": row["blend_id"], "version": version, "version_type": "external_gte", "_source": row}


def main(url, path):
    client = Elasticsearch([url], timeout=60)
    client.indices.delete(index=INDEX, ignore=[404])
    client.indices.create(index=INDEX, body={"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}})
    for done, item in parallel_bulk(client, actions(path), thread_count=4, chunk_size=1000):
        if not done:
            sys.exit(f"not taken: {item}")
    client.indices.refresh(index=INDEX)
    client.indices.delete(index=INDEX)


main(*sys.argv[1:])
