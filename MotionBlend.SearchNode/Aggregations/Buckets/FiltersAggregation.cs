using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>filters</c>: a bucket a query; a document may be in several.</summary>
/// <param name="Name">Name of the aggregation.</param>
/// <param name="Filters">The queries with their names; without where the request gives an array.</param>
internal sealed record FiltersAggregation(string Name, IReadOnlyList<(string? Name, QueryClause Query)> Filters) : ConditionAggregation(Name)
{
    public override string Kind => "filters";

    protected override bool MakesChildrenFirst => true;

    /// <summary>Name of the bucket for documents that no query matches; null for no such bucket.</summary>
    public string? OtherBucket { get; init; }

    public bool Keyed { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        if (body.Json["filters"] is not { } filters)
        {
            body.RequireAllTaken();
            throw Failure.IllegalArgument("[filters] cannot be empty.").Raise();
        }

        if (filters.Kind is not (JsonKind.Object or JsonKind.Array))
            throw Failure.Parsing($"Unexpected token {filters.TokenName} [filters] in [{body.Name}]", filters.Location).Raise();
        body.Take("filters");
        List<(string? Name, QueryClause Query)> queries = filters.Kind == JsonKind.Array
            ? [.. QueryParser.ParseItems(filters, 0, QueryParser.NoStart).Select(query => ((string?)null, query))]
            : [.. filters.Members.Select(member => ((string?)member.Name, QueryParser.Parse(member.Value))).OrderBy(f => f.Item1, StringComparer.Ordinal)];
        var named = filters.Kind == JsonKind.Object;
        if (queries.Count == 0)
            throw Failure.IllegalArgument("[filters] cannot be empty.").Raise();
        foreach (var flag in new[] { body.Json["other_bucket"], body.Json["keyed"] }.OfType<JsonValue>().Where(value => value.Kind != JsonKind.Boolean))
            throw Failure.Parsing($"Unexpected token {flag.TokenName} in [{body.Name}]", flag.Location).Raise();
        var key = body.Take("other_bucket_key")?.Text;
        return new FiltersAggregation(body.Name, queries)
        {
            OtherBucket = body.Bool("other_bucket", key is not null) ? key ?? "_other_" : null,
            Keyed = body.Bool("keyed", true) && named,
        };
    }

    public override void Require(RowColumns columns)
    {
        foreach (var (_, query) in Filters)
            columns.Condition(query);
    }

    public override Failure? FaultOfDates(QueryContext context) =>
        Filters.Select(filter => filter.Query.FaultOfDates(context)).FirstOrDefault(fault => fault is not null) ?? base.FaultOfDates(context);

    protected override IReadOnlyList<Func<SqlParameters, string>> Conditions(AggregationRun run)
    {
        List<string> names = [.. Filters.Select(filter => run.Columns.Condition(filter.Query).Name)];
        if (OtherBucket is not null)
            names.Add($"NOT ({string.Join(" OR ", names)})");
        return [.. names.Select(name => (Func<SqlParameters, string>)(_ => name))];
    }

    protected override AggregationResult Result(AggregationRun run, IReadOnlyList<(long Count, AggregationResults Children)> buckets)
    {
        var names = Filters.Select(filter => filter.Name).ToList();
        if (OtherBucket is not null)
            names.Add(names[0] is null ? null : OtherBucket);
        run.CountBuckets(names.Count);
        return new BucketsResult(Kind, [.. names.Select((name, i) => new Bucket(name, null, buckets[i].Count, buckets[i].Children))], Keyed) { NameIsKey = true };
    }
}
