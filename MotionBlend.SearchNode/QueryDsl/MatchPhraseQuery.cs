using System.Collections.Frozen;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match_phrase</c>: the words of a text, one behind the other.</summary>
internal sealed record MatchPhraseQuery(string Field, JsonValue Text, MatchOptions Options) : QueryClause
{
    private const string Kind = "match_phrase";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "analyzer", "slop", "zero_terms_query");

    public static QueryClause Parse(JsonValue body)
    {
        var read = MatchBody.Read(Kind, body, new MatchPhraseQuery("", body, new MatchOptions()), Keys);
        return ((MatchPhraseQuery)read.Clause) with { Field = read.Field, Text = read.Text, Options = read.Options };
    }

    protected override QueryNode BindCore(QueryContext context) => MatchBinding.Phrase(context, Field, Text, Options);
}
