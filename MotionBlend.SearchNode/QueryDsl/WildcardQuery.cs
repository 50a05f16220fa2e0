using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>wildcard</c>: a field has a value that fits a pattern of <c>*</c> and <c>?</c>; the score is constant.</summary>
internal sealed record WildcardQuery(string Field, string Pattern) : QueryClause
{
    public const string Kind = "wildcard";

    public bool IgnoreCase { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        var read = PatternBody.Read(Kind, body, new WildcardQuery("", ""));
        return ((WildcardQuery)read.Clause) with { Field = read.Field, Pattern = read.Pattern, IgnoreCase = read.IgnoreCase };
    }

    public override bool RewritesToNone(QueryContext context) => !context.Knows(Field);

    protected override QueryNode BindCore(QueryContext context) =>
        PatternBody.FieldOfTerms(Kind, "keyword, text and wildcard", context, Field) is { } field
            ? PatternNode.Wildcard(field, Pattern, IgnoreCase)
            : MatchNoneNode.Instance;
}
