using MotionBlend.SearchNode.Analysis;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>The leaves of a query string: a word, a phrase, a pattern or a range on the fields it is meant for; the best field counts.</summary>
internal sealed class WordsOnFields(QueryContext context, QueryStringOptions options)
{
    private readonly IReadOnlyList<(string Path, float Weight)> _fields = options.Fields.Resolve(context);

    /// <summary>True when words that name no field are looked for in all.</summary>
    public bool All => options.Fields.All;

    /// <summary>Words; null when the analyzer leaves none.</summary>
    public QueryNode? Words(string? field, string text) =>
        HasWords(field, text) ? Best(field, path => MatchBinding.Words(context, path, JsonValue.OfText(text), options.Match)) : null;

    /// <summary>Words one behind the other; null when the analyzer leaves none.</summary>
    public QueryNode? Phrase(string? field, string text) =>
        HasWords(field, text) ? Best(field, path => MatchBinding.Phrase(context, path, JsonValue.OfText(text), options.Match), options.PhraseTieBreaker) : null;

    /// <summary>The beginning of a word.</summary>
    public QueryNode Prefix(string? field, string start) =>
        Pattern(field, PrefixQuery.Kind, mapped => PatternNode.Prefix(mapped, Normalized(mapped, start), ignoreCase: false));

    /// <summary>A pattern of <c>*</c> and <c>?</c>.</summary>
    public QueryNode Wildcard(string? field, string pattern) =>
        Pattern(field, WildcardQuery.Kind, mapped => PatternNode.Wildcard(mapped, Normalized(mapped, pattern), ignoreCase: false));

    /// <summary>A regular expression.</summary>
    public QueryNode Regexp(string? field, string expression)
    {
        RegexpQuery.RequireLength(context, expression, "[query_string]");
        return Pattern(
            field,
            "regexp",
            mapped => PatternNode.OfRegexp(mapped, LuceneRegexp.Translate(Normalized(mapped, expression), RegexpFlags.All, ignoreCase: false)));
    }

    /// <summary>A range.</summary>
    public QueryNode Range(string? field, RangeBounds bounds) => Best(field, path => context.Field(path) is not { } mapped
        ? MatchNoneNode.Instance
        : bounds is { From: null, To: null }
            ? new ExistsNode([mapped])
            : mapped.Type.Range(mapped, bounds with { TimeZone = mapped.Type.Family == FieldFamily.Date ? options.TimeZone : null }, context.Dates));

    /// <summary>Documents that have a field.</summary>
    public QueryNode Exists(string? field) => Best(field, path => new ExistsQuery(path).Bind(context));

    private QueryNode Pattern(string? field, string kind, Func<MappedField, QueryNode> make) => Best(field, path =>
        PatternBody.FieldOfTerms(kind, kind == "regexp" ? "keyword and text" : "keyword, text and wildcard", context, path) is { } mapped
            ? make(mapped)
            : MatchNoneNode.Instance);

    private QueryNode Best(string? field, Func<string, QueryNode> onField) => Best(field, onField, options.TieBreaker);

    private QueryNode Best(string? field, Func<string, QueryNode> onField, float tieBreaker)
    {
        var fields = Fields(field);
        var nodes = fields.Where(target => context.Knows(target.Path)).Select(target => OrNone(target.Path, onField).Times(target.Weight)).ToList();
        return nodes switch
        {
            [] => MatchNoneNode.Instance,
            [var only] => only,
            _ => new DisMaxNode(nodes, DisMaxQuery.Checked(tieBreaker)),
        };
    }

    private QueryNode OrNone(string path, Func<string, QueryNode> onField)
    {
        try
        {
            return onField(path);
        }
        catch (FailureException) when (options.Lenient)
        {
            return MatchNoneNode.Instance;
        }
    }

    private IReadOnlyList<(string Path, float Weight)> Fields(string? field)
    {
        if (field is null)
            return _fields;
        return MotionBlend.SearchNode.Http.Wildcard.IsPattern(field) ? new FieldWeights([(field, 1)]).Resolve(context) : [(field, 1)];
    }

    // A text that is only punctuation is no word for an analyzed field; other fields take it as it is.
    private bool HasWords(string? field, string text) =>
        Fields(field) is var fields
        && (options.Analyzer == "keyword"
            || fields.Count == 0
            || fields.Any(target => context.Field(target.Path)?.Type.Family != FieldFamily.Text)
            || StandardAnalyzer.Tokens(text).Any());

    private static string Normalized(MappedField field, string text) =>
        field.Type.Family == FieldFamily.Text ? text.ToLowerInvariant() : field.Type.Normalized(text);
}
