using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>The analyzer that a request of <c>_analyze</c> means, with or without an index.</summary>
internal static class AnalyzerChoice
{
    /// <summary>Distance between the texts of a field.</summary>
    private const int TextGap = 100;

    /// <summary>The analyzer.</summary>
    /// <exception cref="FailureException">There is none of a name, or what is asked for needs an index.</exception>
    public static Analyzer Of(AnalyzeRequest request, IndexState? index)
    {
        if (request.Normalizer is not null && index is null)
            throw Failure.Validation("index is required if normalizer is specified").Raise();
        var gap = index is null ? 0 : TextGap;
        return request switch
        {
            { Analyzer: { } name } => (Analyzer.Find(name) ?? throw AnalysisNames.AnalyzerNotFound(name, index is not null).Raise()) with { PositionGap = gap },
            { Normalizer: { } name } => Normalizer(name, index!),
            { IsCustom: true } => Custom(request),
            { Field: { } field } => OfField(field, index ?? throw Failure.IllegalArgument("analysis based on a specific field requires an index").Raise()),
            _ => Analyzer.Find(index is null ? "standard" : "default")! with { PositionGap = gap },
        };
    }

    private static Analyzer Custom(AnalyzeRequest request)
    {
        if (request.CharFilters is [var first, ..])
            throw AnalysisNames.NotFound("char_filter", first.Kind == JsonKind.String ? first.Text : TypeOf(first, "char_filter")).Raise();
        // An explanation lets the texts follow each other without a gap.
        return new Analyzer(null, TokenizerOf(request.Tokenizer), [.. request.Filters.Select(Filter)]) { PositionGap = request.Explain ? 0 : TextGap };
    }

    private static Tokenizer TokenizerOf(JsonValue? value)
    {
        if (value is null)
            return Tokenizer.Keyword;
        var type = value.Kind == JsonKind.String ? value.Text : TypeOf(value, "tokenizer");
        if (value.Members.Count > 1)
            throw Failure.Unsupported($"a tokenizer of type [{type}] with settings").Raise();
        var found = type switch
        {
            "standard" => Tokenizer.Standard,
            "keyword" => Tokenizer.Keyword,
            "whitespace" => Tokenizer.Whitespace,
            "letter" => Tokenizer.Letter,
            _ => throw AnalysisNames.NotFound("tokenizer", type).Raise(),
        };
        return value.Kind == JsonKind.String ? found : found with { Name = $"__anonymous__{type}" };
    }

    private static TokenFilter Filter(JsonValue value) => value.Kind == JsonKind.String
        ? TokenFilter.Find(value.Text) ?? throw AnalysisNames.NotFound("filter", value.Text).Raise()
        : TokenFilter.Define(TypeOf(value, "filter"), value);

    private static string TypeOf(JsonValue value, string kind) => value["type"]?.Text
        ?? throw Failure.IllegalArgument($"Missing [type] setting for anonymous {kind}: {System.Text.Encoding.UTF8.GetString(value.Raw.Span)}").Raise();

    private static Analyzer OfField(string path, IndexState index)
    {
        if (!index.Mapping.Fields.TryGetValue(path, out var field) && path is not ['_', ..])
            return Analyzer.Find("default")! with { PositionGap = TextGap };
        return field?.Type switch
        {
            TextType => Analyzer.Find("default")! with { PositionGap = TextGap },
            KeywordType { Normalizer: { } name } => Normalizer(name, index) with { Name = name },
            KeywordType => Analyzer.Find("keyword")!,
            _ => throw Failure.IllegalArgument($"Can't process field [{path}], Analysis requests are only supported on tokenized fields").Raise(),
        };
    }

    private static Analyzer Normalizer(string name, IndexState index) => Normalizers.Find(name, index.Settings) switch
    {
        null => throw Failure.IllegalArgument($"failed to find normalizer under [{name}]").Raise(),
        LetterCase.Lower => new Analyzer(null, Tokenizer.Keyword, [TokenFilter.Lowercase]),
        LetterCase.Upper => new Analyzer(null, Tokenizer.Keyword, [TokenFilter.Uppercase]),
        _ => new Analyzer(null, Tokenizer.Keyword, []),
    };
}
