using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The condition of a pattern on a column.</summary>
internal static class PatternSql
{
    public static string Predicate(PatternNode node, SqlParameters parameters)
    {
        var value = node.Field.Many ? "x" : node.Field.ColumnName;
        var condition = node.Start is { } start
            ? $"starts_with({value}, {parameters.Add(start)})"
            : $"regexp_full_match({value}, {parameters.Add(node.Regexp!)})";
        if (!node.Field.Many)
            return condition;
        // Between the values of a text stands an empty token, which is no value.
        var isWord = node.Field.Type.AlwaysMany ? "x <> '' AND " : "";
        return $"len(list_filter({node.Field.ColumnName}, lambda x: {isWord}{condition})) > 0";
    }
}
