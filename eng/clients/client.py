"""python3-elasticsearch: helpers.bulk and helpers.scan, and an error that the client must understand."""
import sys

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import BulkIndexError, bulk, parallel_bulk, scan

INDEX = "clients-python"
COUNT = 1500


def check(actual, expected, what):
    if actual != expected:
        sys.exit(f"python: {what}: expected {expected!r}, got {actual!r}")


def main(url):
    client = Elasticsearch([url], timeout=60)
    check(client.ping(), True, "ping")
    client.indices.delete(index=INDEX, ignore=[404])
    client.indices.create(
        index=INDEX,
        body={
            "settings": {"number_of_shards": 1, "number_of_replicas": 0},
            "mappings": {"properties": {"name": {"type": "keyword"}, "score": {"type": "float"}}},
        },
    )
    documents = ({"_index": INDEX, "_id": str(i), "name": f"motion-{i % 7}", "score": i / 10} for i in range(COUNT))
    done, errors = bulk(client, documents, chunk_size=200, refresh=True)
    check((done, errors), (COUNT, []), "bulk")
    more = [{"_op_type": "update", "_index": INDEX, "_id": str(i), "doc": {"score": -1}} for i in range(50)]
    more += [{"_op_type": "delete", "_index": INDEX, "_id": str(i)} for i in range(50, 60)]
    check(sum(ok for ok, _ in parallel_bulk(client, more, thread_count=2, chunk_size=20)), 60, "parallel_bulk")
    client.indices.refresh(index=INDEX)
    try:
        bulk(client, [{"_index": INDEX, "_id": "x", "score": "no number"}])
        sys.exit("python: bulk of a bad document did not fail")
    except BulkIndexError as failure:
        check(failure.errors[0]["index"]["status"], 400, "bulk error")
    scanned = list(scan(client, index=INDEX, query={"query": {"match_all": {}}}, size=100))
    check(len({hit["_id"] for hit in scanned}), COUNT - 10, "scan")
    ordered = [hit["_source"]["score"] for hit in scan(client, index=INDEX, query={"sort": ["score"]}, size=77, preserve_order=True)]
    check(ordered, sorted(ordered), "scan in order")
    check(client.count(index=INDEX)["count"], COUNT - 10, "count")
    check(client.search(index=INDEX, body={"query": {"term": {"score": -1}}})["hits"]["total"]["value"], 50, "search")
    try:
        client.get(index=INDEX, id="55")
        sys.exit("python: a deleted document was found")
    except NotFoundError as failure:
        check(failure.info["found"], False, "get of a deleted document")
    check(client.cluster.health(index=INDEX, wait_for_status="green")["status"], "green", "health")
    client.indices.delete(index=INDEX)


main(sys.argv[1])
