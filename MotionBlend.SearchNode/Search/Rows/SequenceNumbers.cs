using System.Globalization;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>The sequence numbers of the documents in some rows of an index.</summary>
/// <param name="ByRow">By number of the row.</param>
internal sealed record SequenceNumbers(IReadOnlyDictionary<long, long> ByRow) : IRowFact
{
    // Two numbers and a slot.
    private const int RowBytes = 32;

    public long Bytes => (long)ByRow.Count * RowBytes;

    /// <summary>Those of some rows, from the cache where it has them.</summary>
    public static SequenceNumbers Of(RowCache cache, ReadSession session, IndexState index, List<long> rows)
    {
        var key = $"seq_no {string.Join(',', rows.Select(row => row.ToString(CultureInfo.InvariantCulture)))}";
        return cache.Find(session, index, key, _ => Read(session, index, rows), isQuery: false) ?? Read(session, index, rows);
    }

    private static SequenceNumbers Read(ReadSession session, IndexState index, List<long> rows) =>
        new(session.Query(HitsSql.SequenceNumbers(index, rows), row => (row.Long(0), row.Long(1))).ToDictionary());
}
