using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>The documents of one group of a collapsed search.</summary>
/// <param name="Field">The collapse field.</param>
/// <param name="Value">The group's value; null for the documents without one.</param>
/// <param name="Query">The search's own query; null when it has none, so that nothing scores.</param>
internal sealed record GroupQuery(CollapseField Field, object? Value, QueryClause? Query) : QueryClause
{
    /// <summary>The search for more hits of a group.</summary>
    public static SearchRequest Within(SearchRequest outer, SearchRequest inner, CollapseField field, object? value) => inner with
    {
        Query = new GroupQuery(field, value, outer.HasQuery ? outer.Query : null),
        PostFilter = outer.PostFilter,
        IndicesBoost = outer.IndicesBoost,
    };

    protected override QueryNode BindCore(QueryContext context) => new BoolNode(0)
    {
        Must = Query is null ? [] : [Query.Bind(context)],
        Filter = Group(context) is { } group ? [group] : [],
        MustNot = Value is null && context.Field(Field.Path) is { } field ? [new ExistsNode([field])] : [],
    };

    private QueryNode? Group(QueryContext context)
    {
        if (Value is null)
            return null;
        return context.Field(Field.Path) is { } field ? new EqualsNode(field, ColumnValueOf(Value)) : MatchNoneNode.Instance;
    }

    private static ColumnValue ColumnValueOf(object value) => value switch
    {
        string text => ColumnValue.Of(text),
        double number => ColumnValue.Of(number),
        _ => ColumnValue.Of(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
