using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>constant_score</c>: matches as a filter does, and scores the boost.</summary>
internal sealed record ConstantScoreQuery(QueryClause Filter) : QueryClause
{
    private const string Kind = "constant_score";

    public static QueryClause Parse(JsonValue body, int depth)
    {
        QueryClause query = new ConstantScoreQuery(new MatchAllQuery());
        QueryClause? filter = null;
        foreach (var member in body.Members)
        {
            if (member.Name == "filter" && member.Value.Kind == JsonKind.Object)
                filter = QueryParser.Parse(member.Value, depth + 1);
            else if (member.Value.Kind == JsonKind.Array)
                throw Failure.Parsing("unexpected token [START_ARRAY]", member.Value.Location).Raise();
            else
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
        }

        return filter is null
            ? throw Failure.Parsing("[constant_score] requires a 'filter' element", body.EndLocation).Raise()
            : ((ConstantScoreQuery)query) with { Filter = filter };
    }

    public override IEnumerable<QueryClause> Parts => [Filter];

    public override bool RewritesToNone(QueryContext context) => Filter.RewritesToNone(context);

    public override bool FindsNothing(QueryContext context) => Filter.FindsNothing(context);

    protected override QueryNode BindCore(QueryContext context) => new ConstantScoreNode(Filter.Bind(context.Unscored));
}
