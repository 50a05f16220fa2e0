using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>Writes the reply of a search.</summary>
internal static class SearchReply
{
    public static void Write(Utf8JsonWriter json, SearchRequest request, SearchResult result)
    {
        json.WriteStartObject();
        WriteMembers(json, request, result);
        json.WriteEndObject();
    }

    /// <summary>Writes what is within the reply's object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="request">The search.</param>
    /// <param name="result">Its result.</param>
    public static void WriteMembers(Utf8JsonWriter json, SearchRequest request, SearchResult result)
    {
        if (result.ScrollId is { } scroll)
            json.WriteString("_scroll_id", scroll);
        if (result.PointInTimeId is { } view)
            json.WriteString("pit_id", view);
        json.WriteNumber("took", (long)result.Took.TotalMilliseconds);
        json.WriteBoolean("timed_out", result.TimedOut);
        if (request is { Size: 0, TrackTotalHits: long.MaxValue, Aggregations.Count: 0, TerminateAfter: null, Profile: false, Knn.Count: 0 } && result.Shards > 0)
            json.WriteBoolean("terminated_early", false);
        else if (result.TerminatedEarly is { } early)
            json.WriteBoolean("terminated_early", early);
        WriteShards(json, result.Shards, result.Failures);
        WriteHits(json, request, result);
        if (result.Aggregations is { } aggregations)
        {
            json.WriteStartObject("aggregations");
            aggregations.WriteMembers(json, request.TypedKeys);
            json.WriteEndObject();
        }

        if (result.Profile is { } profile)
            ProfileReply.Write(json, profile, request, result.Hits.Count);
    }

    /// <summary>Writes the <c>hits</c> of a search, or of an aggregation or group that shows hits.</summary>
    public static void WriteHits(Utf8JsonWriter json, SearchRequest request, SearchResult result)
    {
        json.WriteStartObject("hits");
        WriteTotal(json, request, result);
        json.WritePropertyName("max_score");
        WriteScore(json, result.MaxScore is { } best && float.IsFinite(best) ? best : null);
        json.WriteStartArray("hits");
        foreach (var hit in result.Hits)
            WriteHit(json, request, hit);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The <c>_shards</c> of a read that reached all of them.</summary>
    public static void WriteShards(Utf8JsonWriter json, int shards) => WriteShards(json, shards, []);

    /// <summary>The <c>_shards</c> of a read that some indices could not answer.</summary>
    public static void WriteShards(Utf8JsonWriter json, int shards, IReadOnlyList<(string Index, Failure Failure)> failures)
    {
        json.WriteStartObject("_shards");
        json.WriteNumber("total", shards);
        json.WriteNumber("successful", shards - failures.Count);
        json.WriteNumber("skipped", 0);
        json.WriteNumber("failed", failures.Count);
        if (failures.Count > 0)
        {
            json.WritePropertyName("failures");
            ElasticErrors.WriteFailedShards(json, new SearchPhaseFailure("query", failures));
        }

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
        if (hit.Explanation is not null)
        {
            json.WriteString("_shard", $"[{hit.Index}][0]");
            json.WriteString("_node", NodeIdentity.NodeId);
        }

        json.WriteString("_index", hit.Index);
        if (request.ShowsIds)
            json.WriteString("_id", hit.Id);
        if (request.WithVersion)
            json.WriteNumber("_version", hit.Version);
        if (request.WithSeqNo)
        {
            json.WriteNumber("_seq_no", hit.SeqNo);
            json.WriteNumber("_primary_term", hit.PrimaryTerm);
        }

        json.WritePropertyName("_score");
        WriteScore(json, hit.Score);
        if (request.ShowsIds && hit.Routing is { } routing)
            json.WriteString("_routing", routing);
        if (hit.Ignored is { } ignored && request.ShowsIds)
        {
            json.WriteStartArray("_ignored");
            foreach (var field in ignored)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }

        (hit.SourceWasRead ? request.Source with { AsTree = true } : request.Source).Write(json, hit.Source);
        if (hit.Fields.Count > 0)
            WriteFields(json, "fields", hit.Fields);
        if (hit.Sort.Count > 0)
        {
            json.WriteStartArray("sort");
            foreach (var value in hit.Sort)
                value.Write(json);
            json.WriteEndArray();
        }

        if (hit.IgnoredValues.Count > 0)
            WriteFields(json, "ignored_field_values", hit.IgnoredValues);
        if (hit.MatchedQueries.Count > 0)
        {
            json.WriteStartArray("matched_queries");
            foreach (var name in hit.MatchedQueries)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        if (hit.InnerHits.Count > 0)
            WriteInnerHits(json, request, hit);
        if (hit.Explanation is { } explanation)
        {
            json.WritePropertyName("_explanation");
            explanation.Write(json);
        }

        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, string name, IReadOnlyList<HitField> fields)
    {
        json.WriteStartObject(name);
        foreach (var field in fields)
            field.Write(json);
        json.WriteEndObject();
    }

    private static void WriteInnerHits(Utf8JsonWriter json, SearchRequest request, Hit hit)
    {
        json.WriteStartObject("inner_hits");
        foreach (var (name, inner, result) in hit.InnerHits)
        {
            json.WriteStartObject(name);
            WriteHits(json, inner with { TotalHitsAsInt = request.TotalHitsAsInt }, result);
            json.WriteEndObject();
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
