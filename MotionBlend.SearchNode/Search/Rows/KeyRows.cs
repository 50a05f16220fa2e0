using MotionBlend.SearchNode.Aggregations;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>Which rows of an index are in the bucket of which key.</summary>
internal abstract record KeyRows : IRowFact
{
    public abstract long Bytes { get; }

    /// <summary>How many of some rows have each key, of those that any has; null where the keys are too many to be kept.</summary>
    public abstract Dictionary<BucketKey, long>? CountsOf(RowSet rows);
}

/// <summary>A few keys: the rows of each as a set.</summary>
internal sealed record KeySets(IReadOnlyList<(BucketKey Key, RowSet Rows)> Sets) : KeyRows
{
    /// <summary>With more keys it is quicker to look at each row.</summary>
    public const int MostKeys = 32;

    public override long Bytes => Sets.Sum(set => set.Rows.Bytes);

    public override Dictionary<BucketKey, long> CountsOf(RowSet rows) => Sets
        .Select(set => (set.Key, Count: set.Rows.CountWith(rows)))
        .Where(counted => counted.Count > 0)
        .ToDictionary(counted => counted.Key, counted => counted.Count);
}

/// <summary>Many keys: for each row the place of its key among them, from 1; 0 for rows in no bucket.</summary>
internal sealed record KeyNumbers(IReadOnlyList<BucketKey> Keys, ushort[] Numbers) : KeyRows
{
    public const int MostKeys = ushort.MaxValue;

    // A key in its box, with what points to it.
    private const int KeyBytes = 100;

    public override long Bytes => (Numbers.Length * sizeof(ushort)) + ((long)Keys.Count * KeyBytes);

    public override Dictionary<BucketKey, long> CountsOf(RowSet rows)
    {
        var counts = new long[Keys.Count + 1];
        rows.CountBy(Numbers, counts);
        return Enumerable.Range(0, Keys.Count).Where(i => counts[i + 1] > 0).ToDictionary(i => Keys[i], i => counts[i + 1]);
    }
}

/// <summary>More keys than are kept: told once, they are not counted again and again.</summary>
internal sealed record TooManyKeys : KeyRows
{
    public override long Bytes => 0;

    public override Dictionary<BucketKey, long>? CountsOf(RowSet rows) => null;
}
