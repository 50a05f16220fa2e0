using System.Collections.Frozen;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>multi_match</c>: one text on several fields; the best field counts, and the others by the tie breaker.</summary>
internal sealed record MultiMatchQuery(JsonValue Text, FieldWeights Fields, MatchOptions Options) : QueryClause
{
    public const string Kind = "multi_match";

    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "operator", "minimum_should_match", "lenient", "zero_terms_query", "max_expansions", "analyzer", "fuzziness", "prefix_length",
        "fuzzy_rewrite", "fuzzy_transpositions", "auto_generate_synonyms_phrase_query", "slop");

    /// <summary>How the text is looked for in each field: <c>best_fields</c>, <c>phrase</c>, ….</summary>
    public string Type { get; init; } = "best_fields";

    /// <summary>Null for the type's own: 1 for those that add up, else 0.</summary>
    public float? TieBreaker { get; init; }

    public static QueryClause Parse(JsonValue body)
    {
        if (body["type"]?.Text == "bool_prefix" && body["slop"] is { Text: not "0" } slop)
            throw Failure.Parsing("[slop] not allowed for type [bool_prefix]", slop.Location).Raise();
        QueryClause query = new MultiMatchQuery(body, FieldWeights.None, new MatchOptions());
        JsonValue? text = null;
        var options = new MatchOptions();
        foreach (var member in body.Members)
        {
            if (member.Name != "fields")
                QueryKeys.RequireScalar(Kind, member.Name, member.Value);
            else if (member.Value.Kind is JsonKind.Object or JsonKind.Null)
                throw QueryKeys.Unsupported(Kind, member).Raise();
            query = member.Name switch
            {
                "query" => Keep(query, text = member.Value),
                "fields" => ((MultiMatchQuery)query) with { Fields = FieldWeights.Parse(member.Value, keeps: false) },
                "type" => ((MultiMatchQuery)query) with { Type = KnownType(QueryKeys.Text(member.Value)) },
                "tie_breaker" => ((MultiMatchQuery)query) with { TieBreaker = (float)member.Value.AsDouble() },
                _ when options.With(Kind, member, Keys) is { } with => Keep(query, options = with),
                _ => QueryKeys.Common(query, Kind, member) ?? throw QueryKeys.Unsupported(Kind, member).Raise(),
            };
        }

        if (text is null || text.IsNull)
            throw Failure.Parsing("No text specified for multi_match query", body.EndLocation).Raise();
        QueryKeys.Text(text);
        RequireNoFuzziness(((MultiMatchQuery)query).Type, options, body);
        return ((MultiMatchQuery)query) with { Text = text, Options = options };
    }

    protected override QueryNode BindCore(QueryContext context)
    {
        var options = Fields.All ? Options with { Lenient = true } : Options;
        var fields = Fields.Resolve(context);
        if (Type == "cross_fields" && fields.Count(field => context.Field(field.Path) is not null) > 1)
            throw Failure.Unsupported("[multi_match] query of type [cross_fields] on more than one field").Raise();
        // A field that is not mapped is passed over: with one that is left, nothing else is looked at.
        var nodes = fields.Where(field => context.Knows(field.Path)).Select(field => OnField(context, field.Path, options).Times(field.Weight)).ToList();
        return nodes switch
        {
            [] => MatchNoneNode.Instance,
            [var only] => only,
            _ => new DisMaxNode(nodes, TieBreaker is { } share ? DisMaxQuery.Checked(share) : (Type is "most_fields" or "bool_prefix" ? 1 : 0)),
        };
    }

    private static void RequireNoFuzziness(string type, MatchOptions options, JsonValue body)
    {
        if (options.Fuzziness is null)
            return;
        if (type is "phrase" or "phrase_prefix" or "cross_fields")
            throw Failure.Parsing($"Fuzziness not allowed for type [{type}]", body.EndLocation).Raise();
        if (type == "bool_prefix")
            throw Failure.Unsupported("[multi_match] query of type [bool_prefix] with [fuzziness]").Raise();
    }

    private QueryNode OnField(QueryContext context, string path, MatchOptions options) => Type switch
    {
        "phrase" => MatchBinding.Phrase(context, path, Text, options),
        "phrase_prefix" => MatchBinding.PhrasePrefix(context, path, Text, options),
        "bool_prefix" => MatchBinding.BoolPrefix(context, path, Text, options),
        _ => MatchBinding.Words(context, path, Text, options),
    };

    private static string KnownType(string name) => name switch
    {
        "best_fields" or "most_fields" or "cross_fields" or "phrase" or "phrase_prefix" or "bool_prefix" => name,
        _ => throw new Failure(FailureKind.Parse, $"failed to parse [multi_match] query type [{name}]. unknown type.").Raise(),
    };

    private static QueryClause Keep<T>(QueryClause query, T _) => query;
}
