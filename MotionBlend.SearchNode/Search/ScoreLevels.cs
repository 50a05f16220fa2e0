using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// The few scores that a query of constant parts can give, best first: as the documents of a level all score the same,
/// its first ones in order of writing are its best, and the others need no look.
/// </summary>
internal static class ScoreLevels
{
    // Each level is a statement of its own, and there are as many levels as subsets of the optional clauses.
    private const int MostOptional = 2;

    /// <summary>The scores with the conditions of their levels beside that of the query; empty where its scores are not of this kind.</summary>
    public static IReadOnlyList<(float Score, QueryNode Level)> Of(SearchTarget target)
    {
        var scores = new ScoreSql(new SqlParameters(), target.Statistics);
        // Around the query stand filters of aliases and slices, which do not change a sole clause's score.
        var query = target.Query;
        while (query is BoolNode { Must: [var only], Should: [] } around && around.Boost == 1)
            query = only;
        if (query is not BoolNode { Should.Count: > 0 and <= MostOptional } node
            || node.Must.Concat(node.Should).Any(clause => scores.Of(clause, node.Boost).Constant is null))
        {
            return [];
        }

        return [.. Enumerable.Range(0, 1 << node.Should.Count)
            .Select(subset => node.Should.Where((_, i) => (subset >> i & 1) == 1).ToList())
            .Where(matched => matched.Count >= node.MinimumShouldMatch)
            .GroupBy(matched => Score.Sum([.. node.Must.Concat(matched).Select(clause => scores.Of(clause, node.Boost))]).Constant!.Value)
            .OrderByDescending(level => level.Key)
            .Select(level => (level.Key, (QueryNode)Any([.. level.Select(matched => Exactly(matched, node.Should))])))];
    }

    private static BoolNode Exactly(List<QueryNode> matched, IReadOnlyList<QueryNode> clauses) =>
        new(0) { Filter = matched, MustNot = [.. clauses.Where(clause => !matched.Exists(one => ReferenceEquals(one, clause)))] };

    private static BoolNode Any(IReadOnlyList<BoolNode> ways) => ways is [var only] ? only : new BoolNode(1) { Should = ways };
}
