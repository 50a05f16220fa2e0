using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Conditions on one field, for columns of single values and of lists.</summary>
internal static class LeafSql
{
    /// <summary>Up to here values stand as parameters of their own; more go as one list.</summary>
    private const int FewValues = 64;

    public static string Equal(EqualsNode node, SqlParameters parameters)
    {
        var value = parameters.Add(node.Field, node.Value);
        return node.Field.Many ? $"list_contains({node.Field.ColumnName}, {value})" : $"{node.Field.ColumnName} = {value}";
    }

    public static string In(InNode node, SqlParameters parameters)
    {
        if (node.Field.Many)
            return $"list_has_any({node.Field.ColumnName}, {parameters.Add(node.Field, node.Values)})";
        return node.Values.Count <= FewValues
            ? $"{node.Field.ColumnName} IN ({string.Join(", ", node.Values.Select(value => parameters.Add(node.Field, value)))})"
            : parameters.IsIn(node.Field.ColumnName, parameters.Add(node.Field, node.Values));
    }

    public static string Between(BetweenNode node, SqlParameters parameters)
    {
        var value = node.Field.Many ? "x" : node.Field.ColumnName;
        var bounds = new List<string>();
        if (node.From.IsPresent)
            bounds.Add($"{value} {(node.IncludeFrom ? ">=" : ">")} {parameters.Add(node.Field, node.From)}");
        if (node.To.IsPresent)
            bounds.Add($"{value} {(node.IncludeTo ? "<=" : "<")} {parameters.Add(node.Field, node.To)}");
        var condition = bounds.Count == 0 ? $"{value} IS NOT NULL" : string.Join(" AND ", bounds);
        // Between the values of a text stands an empty token, which is no value.
        var isWord = node.Field.Type.AlwaysMany ? "x <> '' AND " : "";
        return node.Field.Many ? $"len(list_filter({node.Field.ColumnName}, lambda x: {isWord}{condition})) > 0" : $"({condition})";
    }

    public static string Exists(ExistsNode node) =>
        "(" + string.Join(" OR ", node.Fields.Select(field => $"{field.ColumnName} IS NOT NULL")) + ")";
}
