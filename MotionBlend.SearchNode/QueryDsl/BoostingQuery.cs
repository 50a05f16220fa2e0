using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>boosting</c>: matches as the positive query does; what the negative one matches too scores less.</summary>
internal sealed record BoostingQuery(QueryClause Positive, QueryClause Negative, float NegativeBoost) : QueryClause
{
    private const string Kind = "boosting";

    public static QueryClause Parse(JsonValue body, int depth)
    {
        QueryClause query = new BoostingQuery(new MatchAllQuery(), new MatchAllQuery(), 0);
        QueryClause? positive = null;
        QueryClause? negative = null;
        var factor = -1f;
        foreach (var member in body.Members.SelectMany(QueryKeys.Flat).Where(member => !member.Value.IsNull))
        {
            if (member.Name == "positive" && member.Value.Kind == JsonKind.Object)
                positive = QueryParser.Parse(member.Value, depth + 1);
            else if (member.Name == "negative" && member.Value.Kind == JsonKind.Object)
                negative = QueryParser.Parse(member.Value, depth + 1);
            else if (member.Name == "negative_boost")
            {
                QueryKeys.RequireScalar(Kind, member.Name, member.Value);
                factor = (float)member.Value.AsDouble();
            }
            else
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
        }

        if (positive is null)
            throw Failure.Parsing("[boosting] query requires 'positive' query to be set'", body.EndLocation).Raise();
        if (negative is null)
            throw Failure.Parsing("[boosting] query requires 'negative' query to be set'", body.EndLocation).Raise();
        if (factor < 0)
            throw Failure.Parsing("[boosting] query requires 'negative_boost' to be set to be a positive value'", body.EndLocation).Raise();
        return ((BoostingQuery)query) with { Positive = positive, Negative = negative, NegativeBoost = factor };
    }

    public override IEnumerable<QueryClause> Parts => [Positive, Negative];

    public override bool RewritesToNone(QueryContext context) => Positive.RewritesToNone(context);

    public override bool FindsNothing(QueryContext context) => Positive.FindsNothing(context);

    public override Failure? FaultOfDates(QueryContext context) => Positive.FaultOfDates(context)
        ?? (Negative.FaultOfDates(context) is { } fault && !Positive.IsNone(context) ? fault : null);

    protected override QueryNode BindCore(QueryContext context) =>
        new BoostingNode(Positive.Bind(context), Negative.Bind(context), NegativeBoost);
}
