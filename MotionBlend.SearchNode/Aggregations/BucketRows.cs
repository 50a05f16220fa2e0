using MotionBlend.SearchNode.Sql;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>
/// Rows with the keys of the buckets they are in: a row that is in two buckets is there twice. Each bucket aggregation
/// makes such rows from those around it, and its children group by the keys.
/// </summary>
/// <param name="Select">Makes the SELECT in a statement.</param>
/// <param name="Keys">How many key columns there are: <c>k0</c>, <c>k1</c>, … from the outermost inwards.</param>
internal sealed record BucketRows(Func<SqlParameters, string> Select, int Keys)
{
    /// <summary>SQL of the last key over the rows around, NULL for rows in no bucket; null where a row may be in several.</summary>
    public Func<SqlParameters, string>? LastKey { get; init; }

    /// <summary>Name of the key column that a bucket aggregation over these rows adds.</summary>
    public string NextKey => $"k{Keys}";

    /// <summary>The key columns, to be followed by others: empty, or with a trailing comma.</summary>
    public string KeyList => string.Concat(Enumerable.Range(0, Keys).Select(i => $"k{i}, "));
}
