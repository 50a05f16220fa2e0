using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The SQL of a <c>collapse</c>.</summary>
internal static class CollapseSql
{
    /// <summary>The value of the collapse field on the rows of one index.</summary>
    public static string Value(CollapseField group, SearchTarget target)
    {
        var field = target.Context.Field(group.Path)!;
        var value = field.Many ? $"{field.ColumnName}[1]" : field.ColumnName;
        return $"{value}::{Type(group)}";
    }

    /// <summary>Whether a matching document has several values: of equal strings an index keeps one, of equal numbers all.</summary>
    public static SqlStatement SeveralValues(SearchTarget target, MappedField field)
    {
        var parameters = new SqlParameters();
        var values = field.Type.Family == FieldFamily.Keyword ? $"list_distinct({field.ColumnName})" : field.ColumnName;
        return parameters.Statement(
            $"SELECT EXISTS (SELECT 1 FROM {IndexTable.Searched(target.Index)} "
            + $"WHERE {HitsSql.Matches(target, null, parameters)} AND len({values}) > 1)");
    }

    private static string Type(CollapseField group) => group.Type.Family switch
    {
        FieldFamily.Keyword => "VARCHAR",
        FieldFamily.Integer => "BIGINT",
        _ => "DOUBLE",
    };
}
