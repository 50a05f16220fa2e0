using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>What a bucket without a value counts as.</summary>
internal enum GapPolicy
{
    Skip,
    InsertZeros,
    KeepValues,
}

/// <summary>A pipeline: it reads no rows.</summary>
internal abstract record PipelineAggregation(string Name, BucketsPath? Path) : Aggregation(Name), IPipeline
{
    public override bool TakesChildren => false;

    public GapPolicy GapPolicy { get; init; }

    public string? Format { get; init; }

    public override void Require(RowColumns columns)
    {
    }

    /// <summary>The number of a bucket; NaN where it has none and such buckets are skipped.</summary>
    protected double ValueIn(Bucket bucket, BucketsPath path)
    {
        var value = path.ValueIn(bucket);
        if (double.IsFinite(value) && (bucket.Count > 0 || path.IsCount || GapPolicy == GapPolicy.KeepValues))
            return value;
        return GapPolicy == GapPolicy.InsertZeros ? 0 : double.NaN;
    }

    /// <summary>A result of one number.</summary>
    protected NumberResult NumberOf(double? value, string typedName = "simple_value") => new(typedName, value, ValueFormat.Of(null, Format));

    /// <summary>Takes the parameters that all pipelines over a path have.</summary>
    protected static (BucketsPath Path, GapPolicy Gaps, string? Format) Common(AggregationBody body)
    {
        if (Paths(body) is not { } paths)
        {
            if (body.Kind is "cumulative_sum")
                return (body.Incomplete(BucketsPath.Parse("_count"), Failure.IllegalArgument("Required [buckets_path]")), Gaps(body), body.Text("format"));
            body.RequireAllTaken();
            throw Failure.Parsing($"Missing required field [buckets_path] for aggregation [{body.Name}]", body.Json.EndLocation).Raise();
        }

        if (paths.Count == 0 && body.IsBucketPipeline)
        {
            // Elasticsearch fails on it with an index out of bounds.
            throw Failure.Unsupported("an empty [buckets_path]").Raise();
        }

        return (BucketsPath.Parse(paths.FirstOrDefault("_count")) with { Given = paths.Count }, Gaps(body), body.Text("format"));
    }

    private static IReadOnlyList<string>? Paths(AggregationBody body)
    {
        return body.IsBucketPipeline
            ? body.Take("buckets_path") is { } given ? Texts(given) : null
            : body.ReadObject("buckets_path", Texts);

        static IReadOnlyList<string> Texts(JsonValue value) => value.Kind == JsonKind.Array ? [.. value.Items.Select(Text)] : [value.Text];

        static string Text(JsonValue item) => item.Kind is JsonKind.String or JsonKind.Number or JsonKind.Boolean
            ? item.Text
            : throw Failure.IllegalArgument($"Expected text at {item.Location} but found {item.TokenName}").Raise();
    }

    protected static GapPolicy Gaps(AggregationBody body) => body.Take("gap_policy") is not { } value ? GapPolicy.Skip : value.Text.ToLowerInvariant() switch
    {
        "skip" => GapPolicy.Skip,
        "insert_zeros" => GapPolicy.InsertZeros,
        "keep_values" => GapPolicy.KeepValues,
        var other => throw Failure.Parsing($"Invalid gap policy: [{other}], accepted values: [insert_zeros, skip, keep_values]", value.Location).Raise(),
    };
}

/// <summary>A pipeline inside a bucket aggregation, which adds to its buckets or chooses among them.</summary>
internal abstract record ParentPipeline(string Name, BucketsPath? Path) : PipelineAggregation(Name, Path)
{
    /// <summary>False where any buckets will do; true where they must be a histogram's.</summary>
    public virtual bool NeedsHistogram => true;

    public abstract IReadOnlyList<Bucket> Apply(IReadOnlyList<Bucket> buckets);

    /// <summary>The bucket with the pipeline's own result.</summary>
    protected Bucket With(Bucket bucket, AggregationResult result) =>
        bucket with { Children = new AggregationResults([.. bucket.Children.Items, (this, result)]) };
}

/// <summary>A pipeline beside a bucket aggregation, over the numbers of its buckets.</summary>
internal abstract record SiblingPipeline(string Name, BucketsPath BucketsPath) : PipelineAggregation(Name, BucketsPath)
{
    /// <summary>The result from the keys and numbers of the buckets that have one.</summary>
    protected abstract AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values);

    public AggregationResult Apply(AggregationResults siblings)
    {
        var inside = BucketsPath.Inside(siblings, out var path);
        return Result([.. inside.Select(bucket => (Bucket: bucket, Value: ValueIn(bucket, path))).Where(entry => !double.IsNaN(entry.Value))]);
    }
}
