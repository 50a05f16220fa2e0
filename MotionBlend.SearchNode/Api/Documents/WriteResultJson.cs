using System.Text.Json;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>The members of a write's reply, the same alone and as a bulk item.</summary>
internal static class WriteResultJson
{
    public static void WriteMembers(Utf8JsonWriter json, WriteResult result, bool forcedRefresh)
    {
        json.WriteString("_index", result.Index);
        json.WriteString("_id", result.Id);
        json.WriteNumber("_version", result.Version);
        json.WriteString("result", result.OutcomeName);
        if (forcedRefresh)
            json.WriteBoolean("forced_refresh", true);
        json.WriteStartObject("_shards");
        json.WriteNumber("total", result.Copies);
        json.WriteNumber("successful", Math.Min(1, result.Copies));
        json.WriteNumber("failed", 0);
        json.WriteEndObject();
        json.WriteNumber("_seq_no", result.SeqNo);
        json.WriteNumber("_primary_term", result.PrimaryTerm);
        if (result.Shown is { Fetch: true } shown)
            WriteGet(json, result, shown);
    }

    private static void WriteGet(Utf8JsonWriter json, WriteResult result, SourceFilter shown)
    {
        json.WriteStartObject("get");
        json.WriteNumber("_seq_no", result.SeqNo);
        json.WriteNumber("_primary_term", result.PrimaryTerm);
        if (result.Routing is { } routing)
            json.WriteString("_routing", routing);
        json.WriteBoolean("found", true);
        shown.Write(json, result.Source.Span);
        json.WriteEndObject();
    }
}
