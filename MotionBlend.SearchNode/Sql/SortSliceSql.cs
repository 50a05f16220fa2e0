using System.Globalization;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>Samples the values of a field.</summary>
internal static class SortSliceSql
{
    /// <summary>A sample of a field; of an index with fewer documents than asked for it has their number alone.</summary>
    public static SliceSample Sample(ReadSession session, IndexState index, MappedField field, long leastDocuments)
    {
        var documents = IndexTable.Count(session, index);
        if (documents < leastDocuments)
            return new SliceSample(session.Moment, documents, null, null);
        var shares = SortSlices.Shares.Concat(SortSlices.Shares.Select(share => 1 - share)).Select(share => share.ToString(CultureInfo.InvariantCulture));
        var bounds = session.Single(
            $"SELECT quantile_disc({field.ColumnName}::DOUBLE, [{string.Join(", ", shares)}]) FROM {IndexTable.Name(index.Number)} TABLESAMPLE system(2%)",
            row => row.List<double>(0));
        var count = SortSlices.Shares.Count;
        return new SliceSample(session.Moment, documents, bounds?[..count], bounds?[count..]);
    }
}
