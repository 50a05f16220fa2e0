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

    /// <summary>Whether a matching document has several values.</summary>
    public static SqlStatement SeveralValues(SearchTarget target, MappedField field)
    {
        var parameters = new SqlParameters();
        return parameters.Statement(
            $"SELECT EXISTS (SELECT 1 FROM {IndexTable.Searched(target.Index)} "
            + $"WHERE {HitsSql.Matches(target, null, parameters)} AND len(list_distinct({field.ColumnName})) > 1)");
    }

    private static string Type(CollapseField group) => group.Type.Family switch
    {
        FieldFamily.Keyword => "VARCHAR",
        FieldFamily.Integer => "BIGINT",
        _ => "DOUBLE",
    };
}
