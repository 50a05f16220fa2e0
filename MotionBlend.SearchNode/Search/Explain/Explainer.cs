using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>Makes an explanation of a row; the row stands in the statement that the explainer asked its columns of.</summary>
internal delegate Explanation RowExplanation(RowReader row);

/// <summary>
/// Explains the scores of a query: asks the database for what each part of it gives to the rows, and tells it in the
/// form of Elasticsearch.
/// </summary>
internal sealed class Explainer
{
    private readonly ExplainColumns _columns;
    private readonly TermExplainer _terms;
    private readonly FunctionExplainer _functions;

    private Explainer(ExplainColumns columns)
    {
        _columns = columns;
        _terms = new TermExplainer(columns);
        _functions = new FunctionExplainer(columns);
    }

    /// <summary>The explanations of some rows of an index.</summary>
    public static IReadOnlyDictionary<long, Explanation> Of(DuckSession session, SearchTarget target, IReadOnlyList<long> rows)
    {
        if (rows.Count == 0)
            return new Dictionary<long, Explanation>();
        var columns = new ExplainColumns(target.Index, target.Statistics);
        var explain = new Explainer(columns).Plan(target.Query, 1);
        return session.Query(columns.Statement(rows), row => (Row: row.Long(0), Explanation: explain(row))).ToDictionary(row => row.Row, row => row.Explanation);
    }

    /// <summary>Hits with the explanations of their scores.</summary>
    public static List<Hit> Explained(DuckSession session, IReadOnlyList<SearchTarget> targets, IReadOnlyList<HitRow> rows, IReadOnlyList<Hit> hits)
    {
        var explained = rows.GroupBy(row => row.Shard).ToDictionary(shard => shard.Key, shard => Of(session, targets[shard.Key], [.. shard.Select(row => row.Row)]));
        return [.. hits.Zip(rows, (hit, row) => hit with { Explanation = explained[row.Shard][row.Row] })];
    }

    private RowExplanation Plan(QueryNode node, float around)
    {
        var boost = around * node.Boost;
        return node switch
        {
            BoolNode { Must: [var only], Filter: [] or [FirstNode or SliceNode], Should: [], MustNot: [] } => Plan(only, boost),
            BoolNode { Must: [], Filter: [], Should: [var only], MustNot: [], MinimumShouldMatch: 1 } => Plan(only, boost),
            BoolNode { Must: [], Filter: [var only], Should: [], MustNot: [] } => Constant(new ConstantScoreNode(only), 0),
            BoolNode combined => Bool(combined, boost),
            DisMaxNode { Queries: [var only] } => Plan(only, boost),
            DisMaxNode best => DisMax(best, around),
            BoostingNode boosting => Boosting(boosting, around),
            FunctionScoreNode { Functions: [], MinScore: null } functions => Plan(functions.Query, boost),
            FunctionScoreNode functions => _functions.Plan(functions, around, Plan(functions.Query, boost)),
            EqualsNode { Scored: true } term => _terms.Term(term, around),
            PhraseNode phrase => _terms.Phrase(phrase, around),
            NearestNode nearest => Nearest(nearest, around),
            MatchNoneNode => _ => Explanation.No("no document can match"),
            _ => Constant(node, boost),
        };
    }

    private RowExplanation Constant(QueryNode node, float boost)
    {
        var matches = _columns.Matches(node);
        return row => row.Boolean(matches)
            ? Explanation.Of(boost, QueryText.Boosted(node, boost))
            : Explanation.No($"{QueryText.Of(node)} doesn't match id {row.Long(0)}");
    }

    private RowExplanation Nearest(NearestNode node, float around)
    {
        var score = _columns.Score(node, around);
        return row => row.IsNull(score) ? Explanation.No("not in top k documents") : Explanation.Of(row.Float(score), "within top k documents");
    }

    private RowExplanation Bool(BoolNode node, float boost)
    {
        var score = _columns.Score(node with { Boost = 1 }, boost);
        var must = node.Must.Select(clause => (clause, Explain: Plan(clause, boost))).ToList();
        var should = node.Should.Select(clause => Plan(clause, boost)).ToList();
        var mustNot = node.MustNot.Select(clause => (clause, Matches: _columns.Matches(clause))).ToList();
        // What only excludes documents excludes them from all of them.
        IReadOnlyList<QueryNode> required = node.Must.Count + node.Should.Count + node.Filter.Count == 0 ? [MatchAllNode.Instance] : node.Filter;
        var filter = required.Select(clause => (clause, Matches: _columns.Matches(clause))).ToList();
        return row =>
        {
            var optional = should.Select(explain => explain(row)).Where(explanation => explanation.Matches).ToList();
            List<Explanation> details =
            [
                .. must.Select(clause => clause.Explain(row) is { Matches: false } no ? NotRequired(clause.clause, no) : clause.Explain(row)),
                .. optional,
                .. mustNot.Where(clause => row.Boolean(clause.Matches)).Select(clause =>
                    Explanation.No($"match on prohibited clause ({QueryText.Of(clause.clause)})", Explanation.Of(1, QueryText.Of(clause.clause)))),
                .. filter.Select(clause => Filter(clause.clause, row.Boolean(clause.Matches), row)),
            ];
            if (!row.IsNull(score))
                return Explanation.Of(row.Float(score), "sum of:", details);
            var met = must.TrueForAll(clause => clause.Explain(row).Matches) && filter.TrueForAll(clause => row.Boolean(clause.Matches))
                && mustNot.TrueForAll(clause => !row.Boolean(clause.Matches));
            return Explanation.No(
                !met ? "Failure to meet condition(s) of required/prohibited clause(s)"
                : node.MinimumShouldMatch > 1 ? $"Failure to match minimum number of optional clauses: {node.MinimumShouldMatch}"
                : "No matching clauses",
                details);
        };
    }

    private static Explanation Filter(QueryNode clause, bool matches, RowReader row) => matches
        ? Explanation.Of(0, "match on required clause, product of:", Explanation.Of(0, "# clause"), Explanation.Of(1, QueryText.Of(clause)))
        : NotRequired(clause, Explanation.No($"{QueryText.Of(clause)} doesn't match id {row.Long(0)}"));

    private static Explanation NotRequired(QueryNode clause, Explanation why) =>
        Explanation.No($"no match on required clause ({QueryText.Of(clause)})", why);

    private RowExplanation DisMax(DisMaxNode node, float around)
    {
        var score = _columns.Score(node, around);
        var parts = node.Queries.Select(query => Plan(query, around * node.Boost)).ToList();
        var text = node.TieBreaker == 0 ? "max of:" : $"max plus {JavaNumbers.Text(node.TieBreaker)} times others of:";
        return row => row.IsNull(score)
            ? Explanation.No("No matching clause", [.. parts.Select(explain => explain(row))])
            : Explanation.Of(row.Float(score), text, [.. parts.Select(explain => explain(row)).Where(explanation => explanation.Matches)]);
    }

    private RowExplanation Boosting(BoostingNode node, float around)
    {
        var score = _columns.Score(node, around);
        var positive = Plan(node.Positive, around * node.Boost);
        var negative = _columns.Matches(node.Negative);
        return row =>
        {
            var inside = positive(row);
            if (!inside.Matches)
                return inside;
            var factor = row.Boolean(negative)
                ? Explanation.Of(node.NegativeBoost, $"Matched boosting query score({QueryText.Of(node.Negative)})")
                : Explanation.Of(1, $"No match of boosting query score({QueryText.Of(node.Negative)})");
            return Explanation.Of(
                row.Float(score), $"weight({QueryText.Of(node)}), result of:", Explanation.Of(row.Float(score), "product of:", inside, factor));
        };
    }
}
