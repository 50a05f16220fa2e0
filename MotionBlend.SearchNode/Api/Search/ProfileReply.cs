using System.Text.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>
/// Writes the <c>profile</c> of a search in Elasticsearch's shape: true times of this node's own steps. What only Lucene
/// does is zero.
/// </summary>
internal static class ProfileReply
{
    private static readonly string[] Steps =
    [
        "advance", "build_scorer", "compute_max_score", "count_weight", "create_weight", "match", "next_doc", "score", "set_min_competitive_score",
        "shallow_advance",
    ];

    public static void Write(Utf8JsonWriter json, SearchProfile profile, SearchRequest request, int hits)
    {
        json.WriteStartObject("profile");
        json.WriteStartArray("shards");
        foreach (var (index, type, condition) in profile.Queries)
        {
            json.WriteStartObject();
            json.WriteString("id", $"[{NodeIdentity.NodeId}][{index}][0]");
            json.WriteString("node_id", NodeIdentity.NodeId);
            json.WriteNumber("shard_id", 0);
            json.WriteString("index", index);
            json.WriteString("cluster", "(local)");
            json.WriteStartArray("searches");
            WriteSearch(json, profile, request, type, condition);
            json.WriteEndArray();
            json.WriteStartArray("aggregations");
            if (request.Aggregations.Count > 0)
                WriteAggregations(json, profile, request);
            json.WriteEndArray();
            if (hits > 0)
                WriteFetch(json, profile, hits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSearch(Utf8JsonWriter json, SearchProfile profile, SearchRequest request, string type, string condition)
    {
        json.WriteStartObject();
        json.WriteStartArray("query");
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("description", condition);
        WriteTime(json, profile.Bind + profile.Rows);
        json.WriteStartObject("breakdown");
        foreach (var step in Steps)
        {
            var (time, count) = step switch
            {
                "create_weight" => (profile.Bind, 1),
                "next_doc" => (profile.Rows, 1),
                _ => (TimeSpan.Zero, 0),
            };
            json.WriteNumber(step, Nanoseconds(time));
            json.WriteNumber(step + "_count", count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("rewrite_time", 0);
        json.WriteStartArray("collector");
        json.WriteStartObject();
        json.WriteString("name", "QueryPhaseCollector");
        json.WriteString("reason", "search_query_phase");
        WriteTime(json, profile.Rows + profile.Total + profile.Aggregate);
        json.WriteStartArray("children");
        WriteCollector(json, "HitPages", request.Size > 0 ? "search_top_hits" : "search_count", profile.Rows + profile.Total);
        if (request.Aggregations.Count > 0)
            WriteCollector(json, "AggregationRun", "aggregation", profile.Aggregate);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCollector(Utf8JsonWriter json, string name, string reason, TimeSpan time)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("reason", reason);
        WriteTime(json, time);
        json.WriteEndObject();
    }

    // Sibling aggregations share statements, so they have one time together.
    private static void WriteAggregations(Utf8JsonWriter json, SearchProfile profile, SearchRequest request)
    {
        json.WriteStartObject();
        json.WriteString("type", "AggregationRun");
        json.WriteString("description", string.Join(", ", request.Aggregations.Select(aggregation => aggregation.Name)));
        WriteTime(json, profile.Aggregate);
        json.WriteStartObject("breakdown");
        json.WriteNumber("collect", Nanoseconds(profile.Aggregate));
        json.WriteNumber("collect_count", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFetch(Utf8JsonWriter json, SearchProfile profile, int hits)
    {
        json.WriteStartObject("fetch");
        json.WriteString("type", "fetch");
        json.WriteString("description", "");
        WriteTime(json, profile.Fetch);
        json.WriteStartObject("breakdown");
        json.WriteNumber("load_stored_fields", Nanoseconds(profile.Fetch));
        json.WriteNumber("load_stored_fields_count", hits);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, TimeSpan time) => json.WriteNumber("time_in_nanos", Nanoseconds(time));

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
