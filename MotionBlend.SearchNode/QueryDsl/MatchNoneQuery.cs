using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match_none</c>: no document.</summary>
internal sealed record MatchNoneQuery : QueryClause
{
    private const string Kind = "match_none";

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new MatchNoneQuery();
        foreach (var member in body.Members)
        {
            QueryKeys.RequireScalar(Kind, member.Name, member.Value);
            query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
        }

        return query;
    }

    public override bool RewritesToNone(QueryContext context) => true;

    protected override QueryNode BindCore(QueryContext context) => MatchNoneNode.Instance;
}
