using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary><c>query_string</c>, and <c>q</c> in a URL: fields, words, phrases, patterns and ranges in one line of text.</summary>
internal sealed record QueryStringQuery(string Text, QueryStringOptions Options) : QueryClause
{
    private const string Kind = "query_string";

    /// <summary>The URL parameters that make up a query string.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["q", "df", "analyzer", "analyze_wildcard", "default_operator", "lenient"];

    /// <summary>True where both <c>fields</c> and <c>default_field</c> were given, which is an error of the shard.</summary>
    public bool HasTwoDefaults { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        QueryClause query = new QueryStringQuery("", new QueryStringOptions());
        string? text = null;
        var options = new QueryStringOptions();
        bool? lenient = null;
        foreach (var member in body.Members)
        {
            var value = member.Value;
            switch (member.Name, value.Kind)
            {
                case ("fields", JsonKind.Array):
                    options = options with { Fields = FieldWeights.Parse(value, keeps: true) };
                    break;
                case (not ("boost" or "_name"), JsonKind.Array or JsonKind.Object):
                    throw QueryKeys.Unsupported(Kind, member).Raise();
                case (not ("boost" or "_name"), JsonKind.Null):
                    throw Failure.Parsing($"[{Kind}] unknown token [{value.TokenName}] after [{member.Name}]", value.Location).Raise();
                case ("query", _):
                    text = value.Text;
                    break;
                case ("default_field", _):
                    options = options with { Fields = new FieldWeights([FieldWeights.Parse(value.Text)]) };
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
                case ("allow_leading_wildcard", _):
                    options = options with { AllowLeadingWildcard = value.AsBoolean() };
                    break;
                case ("minimum_should_match", _):
                    options = options with { MinimumShouldMatch = value.Text };
                    break;
                case ("tie_breaker", _):
                    options = options with { TieBreaker = (float)value.AsDouble(), PhraseTieBreaker = (float)value.AsDouble() };
                    break;
                case ("time_zone", _):
                    options = options with { TimeZone = value.Text };
                    break;
                case ("type", _) when value.Text == "best_fields":
                case ("analyze_wildcard" or "escape", _) when !value.AsBoolean():
                case ("phrase_slop", _) when value.AsInt() == 0:
                case ("rewrite", _) when value.IsNull || value.Text == "constant_score":
                // They shape fuzzy words, synonyms and automata, none of which are here.
                case ("fuzziness" or "fuzzy_prefix_length" or "fuzzy_max_expansions" or "fuzzy_rewrite" or "fuzzy_transpositions", _):
                case ("auto_generate_synonyms_phrase_query" or "enable_position_increments" or "max_determinized_states", _):
                    break;
                case ("type" or "analyze_wildcard" or "escape" or "phrase_slop" or "rewrite" or "quote_analyzer" or "quote_field_suffix", _):
                    throw Failure.Unsupported($"[{Kind}] query with [{member.Name}]").Raise();
                default:
                    query = QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise();
                    break;
            }
        }

        if (text is null)
            throw Failure.Parsing("[query_string] must be provided with a [query]", body.EndLocation).Raise();
        return ((QueryStringQuery)query) with
        {
            Text = text,
            Options = options with { Lenient = lenient ?? options.Fields.All },
            HasTwoDefaults = body["default_field"] is { IsNull: false } && body["fields"] is { Items.Count: > 0 },
        };
    }

    /// <summary>The query of a URL's <c>q</c>; null when there is none.</summary>
    public static QueryClause? From(QueryParameters parameters)
    {
        if (parameters.Text("q") is not { } text)
            return null;
        if (parameters.Bool("analyze_wildcard"))
            throw Failure.Unsupported("request parameter [analyze_wildcard]").Raise();
        var fields = parameters.Text("df") is { } field ? new FieldWeights([(field, 1)]) : FieldWeights.None;
        return new QueryStringQuery(text, new QueryStringOptions
        {
            Fields = fields,
            AllWords = MatchOptions.IsAnd(parameters.Text("default_operator") ?? "or"),
            Lenient = parameters.Bool("lenient", fields.All),
            Analyzer = parameters.Text("analyzer"),
        });
    }

    protected override QueryNode BindCore(QueryContext context)
    {
        if (HasTwoDefaults)
        {
            throw new Failure(
                FailureKind.QueryShard,
                "failed to create query: Validation Failed: 1: [query_string] cannot use [fields] parameter in conjunction with [default_field];").Raise();
        }

        try
        {
            var node = QueryStringParser.Parse(Text, context, Options);
            return node is BoolNode combined && Options.MinimumShouldMatch is { } least
                ? combined with { MinimumShouldMatch = Math.Max(combined.MinimumShouldMatch, MinimumShouldMatch.Resolve(least, combined.Should.Count) ?? 0) }
                : node;
        }
        catch (FormatException e)
        {
            throw (new Failure(FailureKind.QueryShard, $"Failed to parse query [{Text}]") with
            {
                CausedBy = new Failure(FailureKind.TextParse, $"Cannot parse '{Text}': {e.Message}"),
            }).Raise();
        }
    }
}
