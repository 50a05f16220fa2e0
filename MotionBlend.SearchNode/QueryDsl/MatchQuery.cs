using System.Collections.Frozen;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>match</c>: words of a text field, or the whole value of another one.</summary>
internal sealed record MatchQuery(string Field, JsonValue Text, MatchOptions Options) : QueryClause
{
    public const string Kind = "match";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "operator", "minimum_should_match", "lenient", "zero_terms_query", "max_expansions", "analyzer", "fuzziness", "prefix_length",
        "fuzzy_rewrite", "fuzzy_transpositions", "auto_generate_synonyms_phrase_query");

    public static QueryClause Parse(JsonValue body)
    {
        if (body.Members is not [var field, ..] || field.Value.IsNull)
            throw Failure.Parsing("No text specified for text query", body.EndLocation).Raise();
        if (body.Members.Count > 1)
        {
            throw Failure.Parsing(
                $"[{Kind}] query doesn't support multiple fields, found [{field.Name}] and [{body.Members[1].Name}]",
                body.Members[1].Value.Location).Raise();
        }

        if (field.Value.Kind != JsonKind.Object)
        {
            QueryKeys.Text(field.Value);
            return new MatchQuery(field.Name, field.Value, new MatchOptions());
        }

        QueryClause query = new MatchQuery(field.Name, body, new MatchOptions());
        JsonValue? text = null;
        var options = new MatchOptions();
        foreach (var member in field.Value.Members)
        {
            if (member.Value.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null)
                throw Failure.Parsing($"[{Kind}] unknown token [{member.Value.TokenName}] after [{member.Name}]", member.Value.Location).Raise();
            if (member.Name == "query")
                text = member.Value;
            else if (options.With(Kind, member, Keys) is { } with)
                options = with;
            else
                query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
        }

        return text is null
            ? throw Failure.Parsing("No text specified for text query", body.EndLocation).Raise()
            : ((MatchQuery)query) with { Text = text, Options = options };
    }

    protected override QueryNode BindCore(QueryContext context) => MatchBinding.Words(context, Field, Text, Options);
}
