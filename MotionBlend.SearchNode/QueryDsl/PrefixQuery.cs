using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>prefix</c>: a field has a value that begins so; the score is constant.</summary>
internal sealed record PrefixQuery(string Field, string Pattern) : QueryClause
{
    public const string Kind = "prefix";

    public bool IgnoreCase { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        var read = PatternBody.Read(Kind, body, new PrefixQuery("", ""));
        return ((PrefixQuery)read.Clause) with { Field = read.Field, Pattern = read.Pattern, IgnoreCase = read.IgnoreCase };
    }

    public override bool RewritesToNone(QueryContext context) => !context.Knows(Field);

    protected override QueryNode BindCore(QueryContext context) =>
        PatternBody.FieldOfTerms(Kind, "keyword, text and wildcard", context, Field) is { } field
            ? PatternNode.Prefix(field, Pattern, IgnoreCase)
            : MatchNoneNode.Instance;
}
