using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>filters</c>: a bucket a query; a document may be in several.</summary>
/// <param name="Name">Name of the aggregation.</param>
/// <param name="Filters">The queries with their names; without where the request gives an array.</param>
internal sealed record FiltersAggregation(string Name, IReadOnlyList<(string? Name, QueryClause Query)> Filters) : Aggregation(Name)
{
    public override string Kind => "filters";

    /// <summary>Name of the bucket for documents that no query matches; null for no such bucket.</summary>
    public string? OtherBucket { get; init; }

    public bool Keyed { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        if (body.Take("filters") is not { } filters)
            throw Failure.IllegalArgument($"[filters] must not be null: [{body.Name}]").Raise();
        List<(string? Name, QueryClause Query)> queries = filters.Kind == JsonKind.Array
            ? [.. filters.Items.Select(item => ((string?)null, QueryParser.Parse(item)))]
            : [.. filters.Members.Select(member => ((string?)member.Name, QueryParser.Parse(member.Value))).OrderBy(f => f.Item1, StringComparer.Ordinal)];
        var named = filters.Kind == JsonKind.Object;
        if (queries.Count == 0)
            throw Failure.IllegalArgument($"[filters] cannot be empty: [{body.Name}]").Raise();
        var key = body.Text("other_bucket_key");
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

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var inside = BucketSql.ByCondition(
            rows, [.. Filters.Select(filter => run.Columns.Condition(filter.Query))], OtherBucket is not null);
        var counts = BucketSql.Counts(run.Session, inside);
        var children = run.Evaluate(Children, inside);
        return counts.GroupBy(count => count.Key.Parent).ToDictionary(
            group => group.Key,
            AggregationResult (group) => Result(run, group.ToDictionary(c => (long)c.Key.Last, c => (c.Value, children.Of(c.Key)))));
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, []);

    private FiltersResult Result(AggregationRun run, Dictionary<long, (long Count, AggregationResults Children)> found)
    {
        var names = Filters.Select(filter => filter.Name).ToList();
        if (OtherBucket is not null)
            names.Add(names[0] is null ? null : OtherBucket);
        run.CountBuckets(names.Count);
        var buckets = names.Select((name, i) => found.TryGetValue(i, out var bucket)
            ? new Bucket(name, null, bucket.Count, bucket.Children)
            : new Bucket(name, null, 0, run.EmptyOf(Children)));
        return new FiltersResult([.. buckets], Keyed);
    }
}

/// <summary>Buckets by query; keyed ones do not repeat their name inside.</summary>
internal sealed record FiltersResult(IReadOnlyList<Bucket> Named, bool IsKeyed) : BucketsResult("filters", Named, IsKeyed)
{
    public override void WriteMembers(System.Text.Json.Utf8JsonWriter writer, bool typedKeys)
    {
        if (!IsKeyed)
        {
            base.WriteMembers(writer, typedKeys);
            return;
        }

        writer.WriteStartObject("buckets");
        foreach (var bucket in Named)
        {
            writer.WritePropertyName(bucket.Name);
            (bucket with { Key = null }).Write(writer, typedKeys);
        }

        writer.WriteEndObject();
    }
}
