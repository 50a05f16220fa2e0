using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary><c>simple_query_string</c>: what a person types; never a syntax error.</summary>
internal sealed record SimpleQueryStringQuery(string Text, QueryStringOptions Options) : QueryClause
{
    private const string Kind = "simple_query_string";

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new SimpleQueryStringQuery("", new QueryStringOptions());
        string? text = null;
        var options = new QueryStringOptions { TieBreaker = 1 };
        bool? lenient = null;
        foreach (var member in body.Members)
        {
            var value = member.Value;
            switch (member.Name, value.Kind)
            {
                case ("fields", JsonKind.Array):
                    options = options with { Fields = FieldWeights.Parse(value, keeps: true) };
                    break;
                case (_, JsonKind.Array or JsonKind.Object or JsonKind.Null):
                    throw Unknown(member).Raise();
                case ("query", _):
                    text = QueryKeys.Text(value);
                    break;
                case ("default_operator", _):
                    options = options with { AllWords = MatchOptions.IsAnd(value.Text) };
                    break;
                case ("lenient", _):
                    lenient = value.AsBoolean();
                    break;
                case ("analyzer", _):
                    options = options with { Analyzer = value.Text };
                    break;
                case ("minimum_should_match", _):
                    options = options with { MinimumShouldMatch = value.IsNull ? null : value.Text };
                    break;
                case ("flags", _) when value.Text is "ALL" or "-1":
                case ("analyze_wildcard", _) when !value.AsBoolean():
                case ("fuzzy_prefix_length" or "fuzzy_max_expansions" or "fuzzy_transpositions" or "auto_generate_synonyms_phrase_query", _):
                    break;
                case ("flags" or "analyze_wildcard" or "quote_field_suffix", _):
                    throw Failure.Unsupported($"[{Kind}] query with [{member.Name}]").Raise();
                default:
                    query = QueryKeys.Common(query, Kind, member) ?? throw Unknown(member).Raise();
                    break;
            }
        }

        return text is null
            ? throw Failure.Parsing($"[{Kind}] query text missing", body.EndLocation).Raise()
            : ((SimpleQueryStringQuery)query) with { Text = text, Options = options with { Lenient = lenient ?? options.Fields.All } };
    }

    protected override QueryNode BindCore(QueryContext context)
    {
        var node = SimpleQueryStringParser.Parse(Text, new WordsOnFields(context, Options), Options.AllWords);
        return node is BoolNode combined && Options.MinimumShouldMatch is { } least
            ? combined with { MinimumShouldMatch = Math.Max(combined.MinimumShouldMatch, MinimumShouldMatch.Resolve(least, combined.Should.Count) ?? 0) }
            : node;
    }

    private static Failure Unknown(JsonMember member) =>
        Failure.Parsing($"[{Kind}] unsupported field [{member.Name}]", member.Value.Location);
}
