namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>Some rows of an index in the order of a field's values, equal ones in the order of writing.</summary>
/// <param name="Rows">The rows. All rows of a value are here, or none.</param>
internal sealed record SortOrder(IReadOnlyList<OrderedRow> Rows) : IRowFact
{
    /// <summary>The memory that a row takes, with its value in a box.</summary>
    public const int RowBytes = 48;

    public long Bytes => (long)Rows.Count * RowBytes;

    /// <summary>The first so many rows of a set; null where they are not all here.</summary>
    /// <param name="matching">The rows to choose from.</param>
    /// <param name="wanted">How many.</param>
    /// <param name="withEqual">Whether all others of the last one's value come with them.</param>
    /// <param name="most">How many rows may be given.</param>
    public List<OrderedRow>? First(RowSet matching, long wanted, bool withEqual, int most)
    {
        var found = new List<OrderedRow>();
        for (var i = 0; i < Rows.Count && found.Count <= most; i++)
        {
            if (found.Count >= wanted && !(withEqual && found.Count > 0 && Rows[i].Value.Equals(found[^1].Value)))
                break;
            if (matching.Contains(Rows[i].Row))
                found.Add(Rows[i]);
        }

        return found.Count >= wanted && found.Count <= most ? found : null;
    }
}

/// <summary>A row with what it is ordered by.</summary>
/// <param name="Row">Its number.</param>
/// <param name="SeqNo">Sequence number of its document.</param>
/// <param name="Value">The value, as the database gives it.</param>
internal readonly record struct OrderedRow(long Row, long SeqNo, object Value);
