using System.Collections.Frozen;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Analysis;

/// <summary>Changes the words of a text or takes some out.</summary>
/// <param name="Name">Elasticsearch's name, or the one it gives to a filter that a request defines.</param>
/// <param name="Apply">What becomes of a word; null for nothing.</param>
internal sealed record TokenFilter(string Name, Func<Token, Token?> Apply)
{
    private static readonly string[] EnglishStopWords =
    [
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or", "such", "that",
        "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
    ];

    public static readonly TokenFilter Lowercase = new("lowercase", token => token with { Text = StandardAnalyzer.Lower(token.Text) });

    public static readonly TokenFilter Uppercase = new("uppercase", token => token with { Text = token.Text.ToUpperInvariant() });

    public static readonly TokenFilter Trim = new("trim", token => token with { Text = token.Text.Trim() });

    public static readonly TokenFilter Stop = WithStopWords("stop", EnglishStopWords, ignoreCase: false);

    private static readonly FrozenDictionary<string, TokenFilter> ByName =
        new[] { Lowercase, Uppercase, Trim, Stop }.ToFrozenDictionary(filter => filter.Name, StringComparer.Ordinal);

    /// <summary>A filter by its name; null when this node has none of it.</summary>
    public static TokenFilter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A filter that a request defines.</summary>
    /// <exception cref="FailureException">It is of no type that this node has.</exception>
    public static TokenFilter Define(string type, JsonValue definition)
    {
        if (type == "stop")
            return WithStopWords("__anonymous__stop", StopWords(definition["stopwords"]), definition["ignore_case"]?.AsBoolean() ?? false);
        if (definition.Members.Count > 1)
            throw Failure.Unsupported($"a filter of type [{type}] with settings").Raise();
        return Find(type) ?? throw AnalysisNames.NotFound("filter", type).Raise();
    }

    private static TokenFilter WithStopWords(string name, IReadOnlyList<string> words, bool ignoreCase)
    {
        var set = words.ToFrozenSet(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return new TokenFilter(name, token => set.Contains(token.Text) ? null : token);
    }

    private static IReadOnlyList<string> StopWords(JsonValue? value)
    {
        var words = value switch
        {
            // Settings are flat: an object without members is none.
            null or { Kind: JsonKind.Object, Members.IsEmpty: true } => ["_english_"],
            { Kind: JsonKind.Array } => value.Items.Select(item => item.Text).ToList(),
            _ => [.. value.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
        return words switch
        {
            ["_english_"] => EnglishStopWords,
            ["_none_"] => [],
            _ when words.Find(word => word is ['_', ..]) is { } set => throw Failure.Unsupported($"the stop words [{set}]").Raise(),
            _ => words,
        };
    }
}
