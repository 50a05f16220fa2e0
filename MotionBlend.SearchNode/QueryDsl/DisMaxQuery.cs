using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>dis_max</c>: one of the queries matches; the best score counts, and the others by the tie breaker.</summary>
internal sealed record DisMaxQuery(IReadOnlyList<QueryClause> Queries) : QueryClause
{
    private const string Kind = "dis_max";

    public float TieBreaker { get; init; }

    public static QueryClause Parse(JsonValue body, int depth)
    {
        QueryClause query = new DisMaxQuery([]);
        var found = false;
        foreach (var member in body.Members)
        {
            if (member.Name == "queries" && member.Value.Kind is JsonKind.Object or JsonKind.Array)
            {
                found = true;
                var items = member.Value.Kind == JsonKind.Array ? member.Value.Items : [member.Value];
                if (items.IsEmpty || items.First is { Kind: JsonKind.Array })
                    throw QueryParser.NoStart(member.Value.EndLocation).Raise();
                query = ((DisMaxQuery)query) with { Queries = [.. items.Select(item => Query(item, member.Value, depth + 1))] };
            }
            else if (member.Name == "tie_breaker")
            {
                if (!member.Value.IsNull)
                    QueryKeys.RequireScalar(Kind, member.Name, member.Value);
                query = ((DisMaxQuery)query) with { TieBreaker = (float)member.Value.AsDouble() };
            }
            else
            {
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
            }
        }

        return found
            ? query
            : throw Failure.Parsing("[dis_max] requires 'queries' field with at least one clause", body.EndLocation).Raise();
    }

    private static QueryClause Query(JsonValue item, JsonValue queries, int depth) => item == queries
        ? QueryParser.Parse(item, depth)
        : QueryParser.ParseItem(item, depth, QueryParser.NoStart);

    public override IEnumerable<QueryClause> Parts => Queries;

    protected override QueryNode BindCore(QueryContext context) =>
        new DisMaxNode([.. Queries.Select(query => query.Bind(context))], Checked(TieBreaker));

    /// <summary>A tie breaker that is a share of a score.</summary>
    /// <exception cref="FailureException">It is not from 0 to 1.</exception>
    public static float Checked(float tieBreaker) => tieBreaker is >= 0 and <= 1
        ? tieBreaker
        : throw Failure.IllegalArgument("tieBreakerMultiplier must be in [0, 1]").Raise();
}
