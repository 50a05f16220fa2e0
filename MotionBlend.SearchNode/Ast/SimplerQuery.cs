namespace MotionBlend.SearchNode.Ast;

/// <summary>
/// A query as Lucene simplifies it before it counts. Which documents match stays the same; only for what can be counted without a look
/// at documents does the form matter.
/// </summary>
internal static class SimplerQuery
{
    /// <summary>The simpler query.</summary>
    /// <param name="node">A query.</param>
    /// <param name="scored">Whether its scores count.</param>
    public static QueryNode Of(QueryNode node, bool scored = true) => node switch
    {
        ConstantScoreNode constant => Of(constant.Filter, scored: false),
        DisMaxNode { Queries: [var only] } => Of(only, scored),
        // A boost of nothing makes all scores the same.
        BoolNode combined => OfBool(combined, scored && combined.Boost != 0),
        _ => node,
    };

    private static QueryNode OfBool(BoolNode node, bool scored)
    {
        var must = All(node.Must, scored);
        var filter = All(node.Filter, scored: false);
        if (!scored)
            (must, filter) = ([], [.. must, .. filter]);
        (must, filter) = (Distinct(must), Distinct(filter));
        var should = Should(node, scored, isOptional: !scored && must.Count + filter.Count > 0);
        List<QueryNode> mustNot = [.. All(node.MustNot, scored: false).Where(clause => clause is not MatchNoneNode)];

        // What matches everything leaves nothing out; where it alone scores, all score the same.
        if (must is [MatchAllNode] && filter.Count > 0)
            must = [];
        if (must.Count > 0 || filter.Exists(clause => clause is not MatchAllNode))
            filter.RemoveAll(clause => clause is MatchAllNode);
        return (must.Count + filter.Count + should.Count, mustNot.Count) switch
        {
            (0, 0) => MatchAllNode.Instance,
            (1, 0) when should.Count == 0 || node.MinimumShouldMatch <= 1 => must.Concat(filter).Concat(should).First(),
            _ => node with { Must = must, Filter = filter, Should = should, MustNot = mustNot },
        };
    }

    private static List<QueryNode> Should(BoolNode node, bool scored, bool isOptional)
    {
        if (isOptional && node.MinimumShouldMatch <= 0)
            return [];
        var should = All(node.Should, scored);
        if (node.MinimumShouldMatch > 1)
            return should;
        should = Distinct(should);
        return should.Exists(clause => clause is not MatchNoneNode) ? [.. should.Where(clause => clause is not MatchNoneNode)] : should;
    }

    private static List<QueryNode> All(IReadOnlyList<QueryNode> clauses, bool scored) => [.. clauses.Select(clause => Of(clause, scored))];

    private static List<QueryNode> Distinct(List<QueryNode> clauses)
    {
        var distinct = new List<QueryNode>();
        foreach (var clause in clauses)
            if (!distinct.Exists(known => AreSame(known, clause)))
                distinct.Add(clause);
        return distinct;
    }

    private static bool AreSame(QueryNode a, QueryNode b) => (a, b) switch
    {
        (ExistsNode x, ExistsNode y) => x.Fields.SequenceEqual(y.Fields),
        _ => (a with { Boost = 1, Name = null }).Equals(b with { Boost = 1, Name = null }),
    };
}
