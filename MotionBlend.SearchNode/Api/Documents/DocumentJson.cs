using System.Text.Json;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>What of a document is shown.</summary>
/// <param name="Source">Which parts of its source; null for the default.</param>
/// <param name="StoredFields">Which stored fields; null where none were asked for.</param>
internal sealed record ShownParts(SourceFilter? Source, IReadOnlyList<string>? StoredFields)
{
    /// <summary>Asking for stored fields leaves the source out, unless it is asked for too.</summary>
    public SourceFilter Filter => Source ?? (StoredFields is null || StoredFields.Contains("_source") ? SourceFilter.All : SourceFilter.None);
}

/// <summary>A document as it is shown alone and in a list.</summary>
internal static class DocumentJson
{
    public static void Write(Utf8JsonWriter json, DocumentFound found, string id, ShownParts parts)
    {
        json.WriteStartObject();
        json.WriteString("_index", found.Index);
        json.WriteString("_id", id);
        if (found.Document is { } document)
        {
            json.WriteNumber("_version", document.Version);
            json.WriteNumber("_seq_no", document.SeqNo);
            json.WriteNumber("_primary_term", found.PrimaryTerm);
            if (document.Routing is { } routing)
                json.WriteString("_routing", routing);
            json.WriteBoolean("found", true);
            parts.Filter.Write(json, document.Source);
            StoredFields.Write(json, found.Mapping, document.Source, parts.StoredFields ?? []);
        }
        else
        {
            json.WriteBoolean("found", false);
        }

        json.WriteEndObject();
    }
}
