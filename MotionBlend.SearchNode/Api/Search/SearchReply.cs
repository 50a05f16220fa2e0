using System.Text.Json;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>Writes the reply of a search.</summary>
internal static class SearchReply
{
    public static void Write(Utf8JsonWriter json, SearchRequest request, SearchResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("took", (long)result.Took.TotalMilliseconds);
        json.WriteBoolean("timed_out", result.TimedOut);
        if (request is { Size: 0, TrackTotalHits: long.MaxValue, TotalHitsAsInt: false, Aggregations.Count: 0 } && result.Shards > 0)
            json.WriteBoolean("terminated_early", false);
        WriteShards(json, result.Shards);
        json.WriteStartObject("hits");
        WriteTotal(json, request, result);
        json.WritePropertyName("max_score");
        WriteScore(json, result.MaxScore);
        json.WriteStartArray("hits");
        foreach (var hit in result.Hits)
            WriteHit(json, request, hit);
        json.WriteEndArray();
        json.WriteEndObject();
        if (result.Aggregations is { } aggregations)
        {
            json.WriteStartObject("aggregations");
            aggregations.WriteMembers(json, request.TypedKeys);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The <c>_shards</c> of a read that reached all of them.</summary>
    public static void WriteShards(Utf8JsonWriter json, int shards)
    {
        json.WriteStartObject("_shards");
        json.WriteNumber("total", shards);
        json.WriteNumber("successful", shards);
        json.WriteNumber("skipped", 0);
        json.WriteNumber("failed", 0);
        json.WriteEndObject();
    }

    private static void WriteTotal(Utf8JsonWriter json, SearchRequest request, SearchResult result)
    {
        if (request.TotalHitsAsInt)
        {
            json.WriteNumber("total", result.Total ?? -1);
        }
        else if (result.Total is { } total)
        {
            json.WriteStartObject("total");
            json.WriteNumber("value", total);
            json.WriteString("relation", result.TotalIsExact ? "eq" : "gte");
            json.WriteEndObject();
        }
    }

    private static void WriteHit(Utf8JsonWriter json, SearchRequest request, Hit hit)
    {
        json.WriteStartObject();
        json.WriteString("_index", hit.Index);
        json.WriteString("_id", hit.Id);
        if (request.WithVersion)
            json.WriteNumber("_version", hit.Version);
        if (request.WithSeqNo)
        {
            json.WriteNumber("_seq_no", hit.SeqNo);
            json.WriteNumber("_primary_term", VersionRules.PrimaryTerm);
        }

        json.WritePropertyName("_score");
        WriteScore(json, hit.Score);
        if (hit.Routing is { } routing)
            json.WriteString("_routing", routing);
        if (hit.Ignored is { } ignored)
        {
            json.WriteStartArray("_ignored");
            foreach (var field in ignored)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }

        request.Source.Write(json, hit.Source);
        if (hit.Sort.Count > 0)
        {
            json.WriteStartArray("sort");
            foreach (var value in hit.Sort)
                value.Write(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, float? score)
    {
        if (score is { } value)
            JavaNumbers.Write(json, value);
        else
            json.WriteNullValue();
    }
}
