using MotionBlend.SearchNode.Analysis;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>
/// A text on one field, the four ways of the match family. On text fields the text is analyzed; every other type takes
/// it as one whole value.
/// </summary>
internal static class MatchBinding
{
    /// <summary>Some of the words, or all.</summary>
    public static QueryNode Words(QueryContext context, string path, JsonValue text, MatchOptions options)
    {
        if (Fuzzy(options) is { } fuzzy && context.Field(path) is { Type.Family: not FieldFamily.Text } exact)
        {
            return options.Lenient && exact.Type.Family != FieldFamily.Keyword
                ? MatchNoneNode.Instance
                : fuzzy.Bind(context, exact, exact.Type.Normalized(text.Text));
        }

        if (Whole(context, path, text, options, out var field) is { } whole)
            return whole;
        var words = Tokens(text, options);
        return words.Count switch
        {
            0 => NoWords(options),
            1 => Like(words[0]),
            _ => Combined([.. words.Select(Like)], options),
        };

        QueryNode Like(string word) => Fuzzy(options) is { } terms ? terms.Bind(context, field!, word) : Word(field!, word);
    }

    /// <summary>The words one behind the other.</summary>
    public static QueryNode Phrase(QueryContext context, string path, JsonValue text, MatchOptions options)
    {
        if (Whole(context, path, text, options, out var field) is { } whole)
            return whole;
        var words = Tokens(text, options);
        return words.Count switch
        {
            0 => NoWords(options),
            1 => Word(field!, words[0]),
            _ => new PhraseNode(WithPositions(field!), [.. words.Select(word => (IReadOnlyList<string>)[word])]),
        };
    }

    /// <summary>The words one behind the other, the last one as the beginning of a word.</summary>
    public static QueryNode PhrasePrefix(QueryContext context, string path, JsonValue text, MatchOptions options)
    {
        if (context.Field(path) is not { } field)
            return MatchNoneNode.Instance;
        if (field.Type.Family != FieldFamily.Text)
        {
            return options.Lenient
                ? MatchNoneNode.Instance
                : throw Failure.IllegalArgument(
                    $"Can only use phrase prefix queries on text fields - not on [{path}] which is of type [{field.Type.Name}]").Raise();
        }

        var words = Tokens(text, options);
        if (words.Count == 0)
            return NoWords(options);
        var last = context.Terms.StartingWith(field, words[^1], options.MaxExpansions);
        if (last.Count == 0)
            return MatchNoneNode.Instance;
        if (words.Count == 1)
            return new BoolNode(1) { Should = [.. last.Select(word => Word(field, word))] };
        return new PhraseNode(WithPositions(field), [.. words.SkipLast(1).Select(word => (IReadOnlyList<string>)[word]), last]);
    }

    /// <summary>Some of the words, or all, the last one as the beginning of a word.</summary>
    public static QueryNode BoolPrefix(QueryContext context, string path, JsonValue text, MatchOptions options)
    {
        if (context.Field(path) is { Type.Family: FieldFamily.Keyword } keyword)
            return PatternNode.Prefix(keyword, text.Text, ignoreCase: false);
        if (Whole(context, path, text, options, out var field) is { } whole)
            return whole;
        var words = Tokens(text, options);
        if (words.Count == 0)
            return NoWords(options);
        var last = PatternNode.Prefix(field!, words[^1], ignoreCase: false);
        return words.Count == 1 ? last : Combined([.. words.SkipLast(1).Select(word => Word(field!, word)), last], options);
    }

    private static QueryNode? Whole(QueryContext context, string path, JsonValue text, MatchOptions options, out MappedField? field)
    {
        field = context.Field(path);
        if (MetadataTerm.Bind(context, path, [text.Text]) is { } metadata)
            return metadata;
        if (field is null)
            return MatchNoneNode.Instance;
        if (field.Type.Family == FieldFamily.Vector)
        {
            return options.Lenient
                ? MatchNoneNode.Instance
                : throw Failure.IllegalArgument($"Field [{path}] of type [{field.Type.Name}] does not support match queries").Raise();
        }

        if (field.Type.Family == FieldFamily.Text)
            return null;
        options.RequireKnownAnalyzer();
        return options.Analyzer is null or "keyword"
            ? TermBinding.Bind(context, field, text, options.Lenient)
            : throw Failure.Unsupported($"analyzer [{options.Analyzer}] on field [{path}] of type [{field.Type.Name}]").Raise();
    }

    private static List<string> Tokens(JsonValue text, MatchOptions options)
    {
        options.RequireKnownAnalyzer();
        return options.Analyzer == "keyword" ? [text.Text] : [.. StandardAnalyzer.Tokens(text.Text)];
    }

    private static MappedField WithPositions(MappedField field) => field.Type is TextType { HasPositions: false }
        ? throw Failure.IllegalArgument($"field:[{field.Path}] was indexed without position data; cannot run PhraseQuery").Raise()
        : field;

    private static QueryNode NoWords(MatchOptions options) => options.ZeroTermsMatchAll ? MatchAllNode.Instance : MatchNoneNode.Instance;

    private static FuzzyTerms? Fuzzy(MatchOptions options) => options.Fuzziness is { } fuzziness
        ? new FuzzyTerms(fuzziness) { PrefixLength = options.PrefixLength, MaxExpansions = options.MaxExpansions, Transpositions = options.FuzzyTranspositions }
        : null;

    private static EqualsNode Word(MappedField field, string word) => new(field, ColumnValue.Of(word)) { Scored = true };

    private static BoolNode Combined(IReadOnlyList<QueryNode> words, MatchOptions options) => options.AllWords
        ? new BoolNode(MinimumShouldMatch.Resolve(options.MinimumShouldMatch, 0) ?? 0) { Must = words }
        : new BoolNode(Math.Max(1, MinimumShouldMatch.Resolve(options.MinimumShouldMatch, words.Count) ?? 1)) { Should = words };
}
