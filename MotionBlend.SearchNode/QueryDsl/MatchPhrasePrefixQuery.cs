using System.Collections.Frozen;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match_phrase_prefix</c>: words one behind the other, the last one as the beginning of a word.</summary>
internal sealed record MatchPhrasePrefixQuery(string Field, JsonValue Text, MatchOptions Options) : QueryClause
{
    public const string Kind = "match_phrase_prefix";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "analyzer", "slop", "max_expansions", "zero_terms_query");

    public static QueryClause Parse(JsonValue body)
    {
        var read = MatchBody.Read(Kind, body, new MatchPhrasePrefixQuery("", body, new MatchOptions()), Keys);
        return ((MatchPhrasePrefixQuery)read.Clause) with { Field = read.Field, Text = read.Text, Options = read.Options };
    }

    protected override QueryNode BindCore(QueryContext context) => MatchBinding.PhrasePrefix(context, Field, Text, Options);
}
