using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Counts that BM25 needs, over all documents of an index whatever the query's filters are.</summary>
/// <param name="DocumentsWithField">Documents that have the field.</param>
/// <param name="DocumentsWithTerm">Documents that have the term.</param>
/// <param name="Values">Values, or tokens, of the field in all documents.</param>
internal sealed record TermCounts(long DocumentsWithField, long DocumentsWithTerm, long Values);

/// <summary>Term statistics of one index, counted in the search's own view.</summary>
internal sealed class TermStatistics(ReadSession session, IndexState index, TermCountCache cache)
{
    public TermCounts Of(MappedField field, ColumnValue value) =>
        // What some shards have is no count of all of them.
        index.Reached is null ? cache.Of(session.Moment, index.Number, field, value, () => Count(field, value)) : Count(field, value);

    private TermCounts Count(MappedField field, ColumnValue value)
    {
        var parameters = new SqlParameters();
        var column = field.ColumnName;
        var condition = LeafSql.Equal(new EqualsNode(field, value), parameters);
        var isText = field.Type.Family == FieldFamily.Text;
        var documents = isText ? $"count(*) FILTER (WHERE len({column}) > 0)" : $"count({column})";
        var length = field.Type is TextType { HasFrequencies: false } ? $"len({ValueSql.Of(field)})" : isText ? TextLength.Exact(column) : $"len(list_distinct({column}))";
        var values = field.Many ? $"coalesce(sum({length}), 0)" : $"count({column})";
        return session.Single(
            parameters.Statement($"SELECT {documents}, count(*) FILTER (WHERE {condition}), {values} FROM {IndexTable.Searched(index)}"),
            row => new TermCounts(row.Long(0), row.Long(1), row.Long(2)));
    }
}
