"""The exporter's scrape must have worked: every scraper up, no failure in its log, the main figures there."""
import re
import sys

# Figures of a cluster, of its node, of an index and of a shard: one of each scraper that was asked for.
WANTED = [
    "elasticsearch_cluster_health_number_of_nodes", "elasticsearch_cluster_health_status", "elasticsearch_jvm_memory_used_bytes",
    "elasticsearch_indices_docs", "elasticsearch_filesystem_data_size_bytes", "elasticsearch_process_open_files_count",
    "elasticsearch_index_stats_search_query_total", "elasticsearch_indices_docs_primary", "elasticsearch_os_mem_free_bytes",
    "elasticsearch_breakers_tripped", "elasticsearch_transport_rx_packets_total",
]

metrics = open(sys.argv[1]).read()
log = open(sys.argv[2]).read()
problems = [line for line in log.splitlines() if re.search(r"level=(warn|error)", line)]
problems += [f"missing {name}" for name in WANTED if not re.search(rf"^{name}\b", metrics, re.M)]
problems += [line for line in metrics.splitlines() if re.match(r"elasticsearch_\w*_up\b.* 0$", line)]
problems += [line for line in metrics.splitlines() if re.match(r"elasticsearch_\w*json_parse_failures\b.* [1-9]", line)]
for problem in problems:
    print("prometheus:", problem, file=sys.stderr)
sys.exit(1 if problems else 0)
