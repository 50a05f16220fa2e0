using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>An aggregation over the documents that match. One record for each kind that we send.</summary>
public abstract record ElasticAggregation
{
    private protected ElasticAggregation()
    {
    }

    /// <summary>The aggregation as it stands in a request, without its name.</summary>
    public abstract JsonObject ToJson();
}

/// <summary>Counts the documents that match each of several queries; read with <see cref="SearchReply.FilterCount"/>.</summary>
/// <param name="Filters">Queries by name.</param>
public sealed record FiltersAggregation(IReadOnlyList<KeyValuePair<string, ElasticQuery>> Filters) : ElasticAggregation
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["filters"] = new JsonObject
        {
            ["filters"] = new JsonObject(Filters.Select(filter => KeyValuePair.Create(filter.Key, (JsonNode?)filter.Value.ToJson()))),
        },
    };
}

/// <summary>Mean of a number; read with <see cref="SearchReply.Metric"/>.</summary>
/// <param name="Field">Field.</param>
public sealed record AverageAggregation(string Field) : ElasticAggregation
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["avg"] = new JsonObject { ["field"] = Field } };
}

/// <summary>Largest number or latest time (ms since 1970); read with <see cref="SearchReply.Metric"/>.</summary>
/// <param name="Field">Field.</param>
public sealed record MaximumAggregation(string Field) : ElasticAggregation
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["max"] = new JsonObject { ["field"] = Field } };
}

/// <summary>Percentiles of a number; read with <see cref="SearchReply.Percentiles"/>.</summary>
/// <param name="Field">Field.</param>
/// <param name="Percents">Which, each 0 to 100.</param>
public sealed record PercentilesAggregation(string Field, IReadOnlyList<double> Percents) : ElasticAggregation
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["percentiles"] = new JsonObject
        {
            ["field"] = Field,
            ["percents"] = new JsonArray([.. Percents.Select(percent => JsonValue.Create(percent))]),
            ["keyed"] = false,
        },
    };
}
