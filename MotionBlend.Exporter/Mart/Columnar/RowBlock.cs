namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>Rows that have no number yet: several streams write blocks, and whoever hands them on counts.</summary>
/// <param name="Bytes">Buffer rented from <see cref="RowBuffers"/>.</param>
/// <param name="Rows">Where each row stands.</param>
/// <param name="Length">Bytes used.</param>
internal sealed record RowBlock(byte[] Bytes, List<(int Start, int Length)> Rows, int Length)
{
    /// <summary>The stream of a read session that they come from, from 0.</summary>
    public int Stream { get; init; }

    /// <summary>Rows of that stream up to the last of these.</summary>
    public long StreamRows { get; init; }

    /// <summary>Makes a batch of the block, which owns the buffer from then on.</summary>
    /// <param name="firstRow">Number of the first row, from 1.</param>
    /// <param name="totalRows">Rows expected in all; null or 0 when unknown.</param>
    public MartBatch ToBatch(long firstRow, long? totalRows)
    {
        double? fraction = totalRows is > 0 ? Math.Min(1, (double)(firstRow - 1 + Rows.Count) / totalRows.Value) : null;
        return new MartBatch(Bytes, Rows, firstRow, Length, fraction);
    }
}
