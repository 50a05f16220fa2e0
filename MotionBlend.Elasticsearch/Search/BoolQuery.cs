using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>Combines queries without scoring; empty lists ask for nothing.</summary>
public sealed record BoolQuery : ElasticQuery
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<ElasticQuery> Filter { get; init; } = [];

    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<ElasticQuery> Should { get; init; } = [];

    /// <summary>None of these holds.</summary>
    public IReadOnlyList<ElasticQuery> MustNot { get; init; } = [];

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var clauses = new JsonObject();
        Add(clauses, "filter", Filter);
        Add(clauses, "should", Should);
        Add(clauses, "must_not", MustNot);
        if (Should.Count > 0)
        {
            clauses["minimum_should_match"] = 1;
        }

        return new JsonObject { ["bool"] = clauses };
    }

    private static void Add(JsonObject clauses, string name, IReadOnlyList<ElasticQuery> queries)
    {
        if (queries.Count > 0)
        {
            clauses[name] = new JsonArray([.. queries.Select(query => query.ToJson())]);
        }
    }
}
