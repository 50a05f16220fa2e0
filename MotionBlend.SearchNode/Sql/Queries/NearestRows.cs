using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>A row near to a vector.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Score">Its similarity, without a boost.</param>
internal readonly record struct NearRow(long Row, float Score);

/// <summary>The vectors that an index holds, in the search's own view. Every one is compared: the result is exact.</summary>
internal sealed class NearestRows(DuckSession session, IndexState index)
{
    /// <summary>The rows nearest to a vector, nearest first; equally near ones in the order of writing.</summary>
    /// <param name="field">A field of vectors.</param>
    /// <param name="vector">As long as the field's vectors.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="least">Least score; null for any.</param>
    /// <param name="filter">Which documents come into question; null for all.</param>
    public IReadOnlyList<NearRow> Find(MappedField field, float[] vector, int most, float? least, QueryNode? filter)
    {
        var parameters = new SqlParameters();
        var score = VectorSql.Similarity(field, vector, parameters);
        var condition = filter is null ? "" : $" AND ({PredicateSql.Of(filter, parameters)})";
        var rows = $"SELECT rowid AS row, _seq_no, {score} AS score FROM {IndexTable.Searched(index)} WHERE {field.ColumnName} IS NOT NULL{condition}";
        var bound = least is { } minimum ? $" WHERE score >= {parameters.Add(minimum)}" : "";
        return session.Query(
            parameters.Statement($"SELECT row, score FROM ({rows}){bound} ORDER BY score DESC, _seq_no LIMIT {most}"),
            row => new NearRow(row.Long(0), row.Float(1)));
    }
}
