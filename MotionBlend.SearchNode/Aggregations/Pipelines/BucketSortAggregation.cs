using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>bucket_sort</c>: orders the buckets around it by numbers of theirs, and keeps a page of them.</summary>
internal sealed record BucketSortAggregation(string Name, IReadOnlyList<(BucketsPath Path, bool Descending)> Sort) : ParentPipeline(Name, null)
{
    public override string Kind => "bucket_sort";

    public override bool NeedsHistogram => false;

    public int From { get; init; }

    public int? Size { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        var sort = body.Take("sort") is { } keys ? SortParser.Parse(keys) : [];
        var size = body.Read("size", value => value.AsInt() is var given and > 0
            ? given
            : throw Failure.IllegalArgument($"[size] must be a positive integer: [{value.Text}]").Raise());
        var from = body.Read("from", value => value.AsInt() is var given and >= 0
            ? given
            : throw Failure.IllegalArgument($"[from] must be a non-negative integer: [{value.Text}]").Raise()) ?? 0;
        if (sort.Count == 0 && size is null && from == 0)
            throw Failure.Validation($"[{body.Name}] is configured to perform nothing. Please set either of [sort, size, from] to use bucket_sort").Raise();
        return new BucketSortAggregation(body.Name, [.. sort.Select(key => (BucketsPath.Parse(key.Field), key.Descending))])
        {
            GapPolicy = Gaps(body),
            From = from,
            Size = size,
        };
    }

    public override IReadOnlyList<Bucket> Apply(IReadOnlyList<Bucket> buckets)
    {
        IEnumerable<Bucket> sorted = buckets;
        if (Sort.Count > 0)
        {
            // A bucket without any of the numbers is left out.
            var rows = buckets.Select(bucket => (Bucket: bucket, Keys: Sort.Select(key => Key(bucket, key.Path)).ToList()))
                .Where(row => row.Keys.Exists(key => key is not double.NaN));
            IOrderedEnumerable<(Bucket Bucket, List<object> Keys)> order = rows.OrderBy(_ => 0);
            for (var i = 0; i < Sort.Count; i++)
            {
                var at = i;
                var comparer = new KeyOrder(Sort[i].Descending);
                order = order.ThenBy(row => row.Keys[at], comparer);
            }

            sorted = order.Select(row => row.Bucket);
        }

        sorted = sorted.Skip(From);
        return [.. Size is { } size ? sorted.Take(size) : sorted];
    }

    private object Key(Bucket bucket, BucketsPath path) => path.Names is ["_key"] ? bucket.Key ?? bucket.Name : ValueIn(bucket, path);

    // Buckets without a number go last in both directions.
    private sealed class KeyOrder(bool descending) : IComparer<object>
    {
        public int Compare(object? x, object? y) => (x, y) switch
        {
            (double.NaN, double.NaN) => 0,
            (double.NaN, _) => 1,
            (_, double.NaN) => -1,
            (string a, string b) => string.CompareOrdinal(a, b) * (descending ? -1 : 1),
            _ => Comparer<object>.Default.Compare(x, y) * (descending ? -1 : 1),
        };
    }
}
