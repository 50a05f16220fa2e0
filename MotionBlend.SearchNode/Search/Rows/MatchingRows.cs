using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>The rows that match a query, put together from what the cache knows of its conditions.</summary>
internal sealed class MatchingRows(RowCache cache)
{
    /// <summary>The rows of a query on an index; null where one of its conditions is not known.</summary>
    public RowSet? Of(ReadSession session, IndexState index, QueryNode query) => query switch
    {
        MatchNoneNode => RowSet.None,
        ConstantScoreNode constant => Of(session, index, constant.Filter),
        BoostingNode boosting => Of(session, index, boosting.Positive),
        DisMaxNode best => Any(All(session, index, best.Queries)),
        BoolNode combined => Of(session, index, combined),
        MatchAllNode or EqualsNode or InNode or BetweenNode or ExistsNode or PatternNode or PhraseNode => Condition(session, index, query),
        _ => null,
    };

    private RowSet? Of(ReadSession session, IndexState index, BoolNode query)
    {
        // All are asked for before one that is not known ends it, so that a repeated query is known as a whole.
        var required = All(session, index, [.. query.Must, .. query.Filter]);
        var forbidden = All(session, index, query.MustNot);
        var optional = query.MinimumShouldMatch > 0 ? All(session, index, query.Should) : [];
        var sets = required is null || optional is null ? null : Required(query, required, optional);
        if (sets is null || forbidden is null)
            return null;
        var matching = sets.Count > 0 ? sets.Aggregate((all, next) => all.And(next)) : Condition(session, index, MatchAllNode.Instance);
        return matching is null ? null : forbidden.Aggregate(matching, (left, next) => left.Except(next));
    }

    private static List<RowSet>? Required(BoolNode query, List<RowSet> required, List<RowSet> optional)
    {
        if (query.MinimumShouldMatch <= 0)
            return required;
        if (query.MinimumShouldMatch > optional.Count)
            return [RowSet.None];
        if (query.MinimumShouldMatch == optional.Count)
            return [.. required, .. optional];
        return query.MinimumShouldMatch == 1 ? [.. required, Any(optional)!] : null;
    }

    private static RowSet? Any(List<RowSet>? sets) => sets?.Aggregate(RowSet.None, (all, next) => all.Or(next));

    private List<RowSet>? All(ReadSession session, IndexState index, IReadOnlyList<QueryNode> queries)
    {
        var sets = queries.Select(query => Of(session, index, query)).ToList();
        return sets.Contains(null) ? null : sets.ConvertAll(set => set!);
    }

    private RowSet? Condition(ReadSession session, IndexState index, QueryNode condition)
    {
        var numbers = RowFactSql.Numbers(index, condition);
        return cache.Find(session, index, numbers.Key, rows => RowFactSql.Matching(session, numbers, rows));
    }
}
