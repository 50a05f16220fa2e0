using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>One criterion of the order of buckets: <c>_count</c>, <c>_key</c>, or the path of a sub-aggregation's number.</summary>
internal sealed record OrderKey(string Path, bool Descending);

/// <summary>The order of buckets.</summary>
internal sealed record BucketOrder(IReadOnlyList<OrderKey> Keys)
{
    private const string Count = "_count";
    private const string Key = "_key";

    public static readonly BucketOrder ByKey = new([new OrderKey(Key, false)]);

    public static readonly BucketOrder ByCount = new([new OrderKey(Count, true), new OrderKey(Key, false)]);

    /// <summary>True when buckets stand by key alone.</summary>
    public bool IsByKey => Keys is [{ Path: Key }];

    /// <summary>True when buckets stand by key first.</summary>
    public bool StartsByKey => Keys[0].Path == Key;

    /// <summary>True when the largest buckets come first.</summary>
    public bool StartsByLargestCount => Keys[0] is { Path: Count, Descending: true };

    /// <summary>True when the place of a bucket depends on the results of its sub-aggregations.</summary>
    public bool LooksInside => Keys.Any(key => key.Path is not (Count or Key));

    /// <summary>The <c>order</c> of a request; null without.</summary>
    public static BucketOrder? Take(AggregationBody body) => body.ReadObject("order", Parse);

    public static BucketOrder Parse(JsonValue value)
    {
        if (value.Kind == JsonKind.Array && value.Items.IsEmpty)
            throw Failure.IllegalArgument("[order] must not be empty").Raise();
        if (value.Items.Exists(item => item.Kind == JsonKind.Array))
            throw new Failure(FailureKind.IllegalState, "expected value but got [START_ARRAY]").Raise();
        List<OrderKey> keys = value.Kind == JsonKind.Array ? [.. value.Items.Select(One)] : [One(value)];
        return keys.Exists(key => key.Path == Key) ? new BucketOrder(keys) : new BucketOrder([.. keys, new OrderKey(Key, false)]);
    }

    /// <summary>The buckets in order.</summary>
    /// <param name="buckets">The buckets.</param>
    /// <param name="nothingLast">Whether those of no number come last whatever the direction, as in a shard's order.</param>
    /// <exception cref="FailureException">A path leads to no number.</exception>
    public List<Bucket> Sort(IEnumerable<Bucket> buckets, bool nothingLast = false)
    {
        var all = buckets.ToList();
        if (all.Count < 2)
            return all;
        IOrderedEnumerable<Bucket>? sorted = null;
        foreach (var key in Keys)
        {
            sorted = key.Path switch
            {
                Count => Then(sorted, all, bucket => bucket.Count, key.Descending, null),
                Key => Then(sorted, all, bucket => bucket.Key, key.Descending, KeyComparer.Instance),
                _ => Then(sorted, all, bucket => Number(bucket.Children, key.Path), key.Descending, nothingLast && key.Descending ? NumberComparer.NothingIsLeast : NumberComparer.NothingIsGreatest),
            };
        }

        return [.. sorted!];
    }

    private static IOrderedEnumerable<Bucket> Then<T>(
        IOrderedEnumerable<Bucket>? sorted, IEnumerable<Bucket> buckets, Func<Bucket, T> value, bool descending, IComparer<T>? comparer) =>
        (sorted, descending) switch
        {
            (null, false) => buckets.OrderBy(value, comparer),
            (null, true) => buckets.OrderByDescending(value, comparer),
            (_, false) => sorted.ThenBy(value, comparer),
            _ => sorted.ThenByDescending(value, comparer),
        };

    private static OrderKey One(JsonValue value)
    {
        if (value.Kind != JsonKind.Object || value.Members.Count != 1)
        {
            throw Failure.Parsing(
                $"Must specify at least one field for [order]", value.EndLocation).Raise();
        }

        var member = value.Members[0];
        if (member.Name.Length == 0)
            throw Failure.IllegalArgument("the path of an order is empty").Raise();
        return new OrderKey(member.Name, member.Value.Text.ToLowerInvariant() switch
        {
            "asc" => false,
            "desc" => true,
            var other => throw Failure.Parsing($"Unknown order direction [{other}]", member.Value.Location).Raise(),
        });
    }

    private static double Number(AggregationResults children, string path)
    {
        var (names, property) = Pipelines.BucketsPath.Parse(path);
        for (var i = 0; ; i++)
        {
            if (children[names[i]] is not { } result)
                throw Invalid(path, $"Cannot find aggregation named [{names[i]}]");
            if (i == names.Count - 1)
                return Number(path, names[i], property, result);
            children = result.Inside ?? throw Invalid(path, $"Can't sort a [{result.TypedName}] aggregation [{names[i]}]");
        }
    }

    private static double Number(string path, string name, string? property, AggregationResult result)
    {
        if (result is BucketsResult)
            throw Invalid(path, $"Can't sort a [{result.TypedName}] aggregation [{name}]");
        if (result.Number(property) is { } number)
        {
            return (double.IsNaN(number), result.TypedName) switch
            {
                // The greatest of nothing is less than any number, the least of nothing greater.
                (true, "max") => double.NegativeInfinity,
                (true, "min") => double.PositiveInfinity,
                _ => number,
            };
        }

        if (property is null)
            throw Invalid(path, "Missing value key in [null] which refers to a multi-value metric aggregation");
        throw Invalid(path, result.Properties.Count > 0
            ? $"No enum constant org.elasticsearch.search.aggregations.metrics.InternalStats.Metrics.{property}"
            : $"Unknown value key [{property}] for single-value metric aggregation [{name}]. Either use [value] as key or drop the key all together");
    }

    /// <summary>Refuses a path that leads to no aggregation on which buckets can be ordered.</summary>
    /// <exception cref="FailureException">There is none.</exception>
    public void Require(RowColumns columns, IReadOnlyList<Aggregation> children)
    {
        foreach (var path in Keys.Select(key => key.Path).Where(path => path is not (Count or Key)))
        {
            var (names, _) = Pipelines.BucketsPath.Parse(path);
            if (children.Any(aggregation => aggregation.Name == names[0] && aggregation is not Pipelines.IPipeline))
                continue;
            var reason = $"The provided aggregation [{names[0]}] either does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.";
            throw columns.OnShards(new Failure(FailureKind.InvalidPath, $"Invalid aggregation order path [{path}]. {reason}")
            {
                CausedBy = Failure.IllegalArgument(reason),
            });
        }
    }

    private static FailureException Invalid(string path, string reason) => QueryFailures.ReduceFailed(
        Failure.IllegalArgument($"Invalid aggregation order path [{path}]. {reason}") with { CausedBy = Failure.IllegalArgument(reason) }).Raise();

    private sealed class KeyComparer : IComparer<object?>
    {
        public static readonly KeyComparer Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (string a, string b) => CompareUtf8(a, b),
            _ => Comparer<object?>.Default.Compare(x, y),
        };

        // Elasticsearch orders strings by their UTF-8 bytes, which is by code point.
        private static int CompareUtf8(string a, string b) =>
            System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));
    }

    // As in Java, what is no number is greater than any: a mean of nothing comes first where the greatest do.
    private sealed class NumberComparer(int ofNothing) : IComparer<double>
    {
        public static readonly NumberComparer NothingIsGreatest = new(1);
        public static readonly NumberComparer NothingIsLeast = new(-1);

        public int Compare(double x, double y) =>
            double.IsNaN(x) || double.IsNaN(y) ? ofNothing * double.IsNaN(x).CompareTo(double.IsNaN(y)) : x.CompareTo(y);
    }
}
