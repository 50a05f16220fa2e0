using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>A <c>buckets_path</c>: names of nested aggregations, then the name of a number of the last.</summary>
internal sealed record BucketsPath(IReadOnlyList<string> Names, string? Property)
{
    private const string Count = "_count";
    private const string Wanted = "buckets_path must reference either a number value or a single value numeric metric aggregation";

    /// <summary>How many paths were given: this is the first of them.</summary>
    public int Given { get; init; } = 1;

    /// <summary>True where the number is the bucket's own count.</summary>
    public bool IsCount => Names is [Count];

    /// <summary>The path as it is written.</summary>
    public string Text => string.Join('>', Names) + (Property is null ? "" : $".{Property}");

    public static BucketsPath Parse(string text)
    {
        List<string> names = [.. text.Split('>')];
        var last = names[^1];
        string? property = null;
        if (last.EndsWith(']') && last.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket)
        {
            property = last[(bracket + 1)..^1].Trim('\'');
            last = last[..bracket];
        }
        else if (last.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            property = last[(dot + 1)..];
            last = last[..dot];
        }

        names[^1] = last;
        return new BucketsPath(names, property);
    }

    /// <summary>The number in a bucket; NaN where there is none.</summary>
    /// <exception cref="FailureException">The path leads to no single number.</exception>
    public double ValueIn(Bucket bucket)
    {
        if (IsCount)
            return bucket.Count;
        var results = bucket.Children;
        for (var i = 0; ; i++)
        {
            if (results[Names[i]] is not { } result)
                throw Reduce($"Cannot find an aggregation named [{Names[i]}] in [{Names[0]}]");
            if (result is BucketsResult several)
                throw Reduce($"{Wanted}, got: [{(i == Names.Count - 1 ? JavaName(several.Type) : "Object[]")}] at aggregation [{Names[i]}]");
            if (i == Names.Count - 1)
            {
                return result.Number(Property) ?? throw Reduce(
                    $"{Wanted}, but [{Names[^1]}] contains multiple values. "
                    + "Please specify which to use.");
            }

            if (result.Inside is not { } inside)
                throw Reduce($"[{Text}] leads through [{Names[i]}], which has no single bucket");
            if (Names[i + 1] == Count)
                return result.Number(null) ?? double.NaN;
            results = inside;
        }
    }

    /// <summary>The buckets that a sibling pipeline reads, and the path from each to the number.</summary>
    public IReadOnlyList<Bucket> Inside(AggregationResults siblings, out BucketsPath path)
    {
        var results = siblings;
        for (var i = 0; i < Names.Count; i++)
        {
            switch (results[Names[i]])
            {
                case BucketsResult buckets:
                    path = i == Names.Count - 1
                        ? throw Reduce($"{Wanted}, got: [Bucket] at aggregation [{Names[i]}]")
                        : this with { Names = [.. Names.Skip(i + 1)] };
                    return buckets.Buckets;
                case { Inside: { } inside }:
                    results = inside;
                    break;
                default:
                    throw Reduce($"[{Text}] leads to no buckets");
            }
        }

        throw Reduce($"[{Text}] leads to no buckets");
    }

    private static string JavaName(string type) => type switch
    {
        "sterms" => "StringTerms",
        "lterms" => "LongTerms",
        "dterms" => "DoubleTerms",
        "histogram" => "InternalHistogram",
        "date_histogram" => "InternalDateHistogram",
        "range" => "InternalRange",
        "date_range" => "InternalDateRange",
        _ => "InternalFilters",
    };

    private static FailureException Reduce(string reason) => QueryDsl.QueryFailures.ReduceFailed(Failure.IllegalArgument(reason)).Raise();
}
