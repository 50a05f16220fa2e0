using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match_all</c>: every document.</summary>
internal sealed record MatchAllQuery : QueryClause
{
    private const string Kind = "match_all";

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new MatchAllQuery();
        foreach (var member in body.Members)
            query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.UnknownField(Kind, member, ["boost", "_name"]).Raise();
        return query;
    }

    protected override QueryNode BindCore(QueryContext context) => MatchAllNode.Instance;
}
