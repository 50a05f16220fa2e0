using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>Body of a <c>_search</c>. The total is always counted exactly.</summary>
public sealed record SearchRequest
{
    /// <summary>Which documents.</summary>
    public ElasticQuery Query { get; init; } = new MatchAllQuery();

    /// <summary>Order of the hits; the last field should be unique, so that pages never overlap.</summary>
    public IReadOnlyList<SortField> Sort { get; init; } = [];

    /// <summary>Hits to skip, at least 0.</summary>
    public int From { get; init; }

    /// <summary>Hits to return, at least 0.</summary>
    public int Size { get; init; }

    /// <summary>Aggregations by name.</summary>
    public IReadOnlyList<KeyValuePair<string, ElasticAggregation>> Aggregations { get; init; } = [];

    /// <summary>The body.</summary>
    public JsonObject ToJson()
    {
        var body = new JsonObject { ["query"] = Query.ToJson(), ["track_total_hits"] = true, ["size"] = Size };
        if (From > 0)
        {
            body["from"] = From;
        }

        if (Sort.Count > 0)
        {
            body["sort"] = new JsonArray([.. Sort.Select(field => field.ToJson())]);
        }

        if (Aggregations.Count > 0)
        {
            body["aggs"] = new JsonObject(Aggregations.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToJson())));
        }

        return body;
    }
}

/// <summary>One key of an order.</summary>
/// <param name="Field">Field.</param>
/// <param name="Descending">True for highest first.</param>
public sealed record SortField(string Field, bool Descending = false)
{
    internal JsonObject ToJson() => new() { [Field] = new JsonObject { ["order"] = Descending ? "desc" : "asc" } };
}
