using System.Collections.Frozen;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match_bool_prefix</c>: words of a text field, the last one as the beginning of a word.</summary>
internal sealed record MatchBoolPrefixQuery(string Field, JsonValue Text, MatchOptions Options) : QueryClause
{
    private const string Kind = "match_bool_prefix";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "analyzer", "operator", "minimum_should_match", "fuzziness", "prefix_length", "max_expansions", "fuzzy_transpositions", "fuzzy_rewrite");

    public static QueryClause Parse(JsonValue body)
    {
        var read = MatchBody.Read(Kind, body, new MatchBoolPrefixQuery("", body, new MatchOptions()), Keys);
        return ((MatchBoolPrefixQuery)read.Clause) with { Field = read.Field, Text = read.Text, Options = read.Options };
    }

    protected override QueryNode BindCore(QueryContext context) => MatchBinding.BoolPrefix(context, Field, Text, Options);
}
