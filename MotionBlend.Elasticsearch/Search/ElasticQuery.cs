using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>A query of Elasticsearch's query DSL, built from typed parts. One record for each kind that we send.</summary>
public abstract record ElasticQuery
{
    private protected ElasticQuery()
    {
    }

    /// <summary>The query as it stands in a request.</summary>
    public abstract JsonObject ToJson();
}

/// <summary>Every document.</summary>
public sealed record MatchAllQuery : ElasticQuery
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["match_all"] = new JsonObject() };
}

/// <summary>Documents of these ids.</summary>
/// <param name="Ids">Values of <c>_id</c>.</param>
public sealed record IdsQuery(IReadOnlyList<string> Ids) : ElasticQuery
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["ids"] = new JsonObject { ["values"] = Values(Ids) } };

    private static JsonArray Values(IEnumerable<string> ids) => [.. ids.Select(id => JsonValue.Create(id))];
}

/// <summary>Documents whose field has exactly this value.</summary>
/// <param name="Field">Field.</param>
/// <param name="Value">Value.</param>
public sealed record TermQuery(string Field, ElasticValue Value) : ElasticQuery
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["term"] = new JsonObject { [Field] = Value.ToJson() } };
}

/// <summary>Documents whose field has one of these values.</summary>
/// <param name="Field">Field.</param>
/// <param name="Values">Values; at most 65,536 (<c>index.max_terms_count</c>).</param>
public sealed record TermsQuery(string Field, IReadOnlyList<string> Values) : ElasticQuery
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["terms"] = new JsonObject { [Field] = new JsonArray([.. Values.Select(value => JsonValue.Create(value))]) },
    };
}

/// <summary>Documents whose field lies between bounds; a null bound is open. Operands round to the field's precision.</summary>
/// <param name="Field">Field.</param>
public sealed record RangeQuery(string Field) : ElasticQuery
{
    /// <summary>Lowest value, included.</summary>
    public ElasticValue? GreaterOrEqual { get; init; }

    /// <summary>Highest value, included.</summary>
    public ElasticValue? LessOrEqual { get; init; }

    /// <summary>Upper bound, excluded.</summary>
    public ElasticValue? Less { get; init; }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var bounds = new JsonObject();
        Add(bounds, "gte", GreaterOrEqual);
        Add(bounds, "lte", LessOrEqual);
        Add(bounds, "lt", Less);
        return new JsonObject { ["range"] = new JsonObject { [Field] = bounds } };
    }

    private static void Add(JsonObject bounds, string name, ElasticValue? value)
    {
        if (value is { } bound)
        {
            bounds[name] = bound.ToJson();
        }
    }
}
