using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>ids</c>: documents of some ids; the score is constant.</summary>
internal sealed record IdsQuery(IReadOnlyList<string> Values) : QueryClause
{
    private const string Kind = "ids";

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new IdsQuery([]);
        foreach (var member in body.Members)
        {
            if (member.Name == "values")
                RequireTexts(member.Value);
            query = member.Name == "values"
                ? ((IdsQuery)query) with
                {
                    Values = member.Value.Kind == JsonKind.Array ? [.. member.Value.Items.Select(item => item.Text)] : [member.Value.Text],
                }
                : QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.UnknownField(Kind, member, ["values", "boost", "_name"]).Raise();
        }

        return query;
    }

    private static void RequireTexts(JsonValue values)
    {
        var wrong = values.Kind switch
        {
            JsonKind.String => null,
            JsonKind.Array => values.Items.Find(item => item.Kind is JsonKind.Null or JsonKind.Object or JsonKind.Array),
            _ => values,
        };
        if (wrong is not null)
            throw new Failure(FailureKind.XContentParse, $"{wrong.Location} [ids] values doesn't support values of type: {wrong.TokenName}").Raise();
    }

    public override bool RewritesToNone(QueryContext context) => Values.Count == 0;

    protected override QueryNode BindCore(QueryContext context) => Values.Contains("")
        ? throw Failure.IllegalArgument("Ids can't be empty").Raise()
        : Values.Count == 0 ? MatchNoneNode.Instance : new IdsNode(Values);
}
