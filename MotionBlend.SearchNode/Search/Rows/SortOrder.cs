namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>The first rows of an index in the order of a field's values.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Values">The value of each. All rows of a value are here, or none.</param>
internal sealed record SortOrder(long[] Rows, double[] Values) : IRowFact
{
    /// <summary>The memory that a row takes.</summary>
    public const int RowBytes = sizeof(long) + sizeof(double);

    public long Bytes => (long)Rows.Length * RowBytes;

    /// <summary>The first so many rows of a set, and all others whose value is that of the last one; null where they are not all here.</summary>
    /// <param name="matching">The rows to choose from.</param>
    /// <param name="wanted">How many.</param>
    /// <param name="most">How many rows may be given.</param>
    public List<long>? First(RowSet matching, long wanted, int most)
    {
        var found = new List<long>();
        var last = double.NaN;
        for (var i = 0; i < Rows.Length && found.Count <= most; i++)
        {
            if (found.Count >= wanted && Values[i] != last)
                break;
            if (!matching.Contains(Rows[i]))
                continue;
            found.Add(Rows[i]);
            last = Values[i];
        }

        return found.Count >= wanted && found.Count <= most ? found : null;
    }
}
