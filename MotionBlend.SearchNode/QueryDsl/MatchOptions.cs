using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>What the queries of the match family can be told beside their text.</summary>
internal sealed record MatchOptions
{
    /// <summary>True where every word must match (<c>operator: and</c>).</summary>
    public bool AllWords { get; init; }

    public string? MinimumShouldMatch { get; init; }

    /// <summary>Values that do not fit a field's type match nothing instead of failing.</summary>
    public bool Lenient { get; init; }

    /// <summary>A text without words matches everything (<c>zero_terms_query: all</c>) instead of nothing.</summary>
    public bool ZeroTermsMatchAll { get; init; }

    /// <summary>How many terms the last word's prefix may stand for.</summary>
    public int MaxExpansions { get; init; } = 50;

    /// <summary>How far from the text the words may be; null for not at all.</summary>
    public Fuzziness? Fuzziness { get; init; }

    /// <summary>How many letters at the beginning of a fuzzy word must be the same.</summary>
    public int PrefixLength { get; init; }

    /// <summary>Whether a swap of neighbours is one edit of a fuzzy word.</summary>
    public bool FuzzyTranspositions { get; init; } = true;

    /// <summary>Name of the analyzer; null for the field's own.</summary>
    public string? Analyzer { get; init; }

    /// <summary>Takes a key of the family; null when it is none of <paramref name="known"/>.</summary>
    /// <exception cref="FailureException">The value is wrong, or asks for what this node has not.</exception>
    public MatchOptions? With(string query, JsonMember member, IReadOnlySet<string> known)
    {
        if (!known.Contains(member.Name))
            return null;
        var value = member.Value;
        return member.Name switch
        {
            "operator" => this with { AllWords = IsAnd(QueryKeys.Text(value)) },
            "minimum_should_match" => this with { MinimumShouldMatch = value.IsNull ? null : QueryKeys.Text(value) },
            "lenient" => this with { Lenient = value.AsBoolean() },
            "zero_terms_query" => this with { ZeroTermsMatchAll = ZeroTerms(QueryKeys.Text(value)) },
            "max_expansions" => this with { MaxExpansions = Expansions(query, value.AsInt()) },
            "analyzer" => this with { Analyzer = QueryKeys.Text(value) },
            "slop" when value.AsInt() is var slop => slop switch
            {
                0 => this,
                < 0 => throw Failure.IllegalArgument("No negative slop allowed.").Raise(),
                _ => throw Failure.Unsupported($"[{query}] query with [slop]").Raise(),
            },
            "fuzziness" when value.IsNull => this,
            "fuzziness" when query is MatchQuery.Kind or MultiMatchQuery.Kind => this with { Fuzziness = Fuzziness.Parse(value) },
            "fuzziness" when value.Text is "0" => this,
            "fuzziness" => throw Failure.Unsupported($"[{query}] query with [fuzziness]").Raise(),
            "prefix_length" => this with { PrefixLength = Prefix(query, value.AsInt()) },
            "fuzzy_transpositions" => this with { FuzzyTranspositions = value.AsBoolean() },
            "fuzzy_rewrite" when Fuzziness is not null => throw Failure.Unsupported($"[{query}] query with [fuzzy_rewrite]").Raise(),
            "cutoff_frequency" => throw Failure.Unsupported($"[{query}] query with [cutoff_frequency]").Raise(),
            // They shape fuzzy terms and synonyms, and without those change nothing.
            "auto_generate_synonyms_phrase_query" => WithoutEffect(value.AsBoolean()),
            "fuzzy_rewrite" or "max_determinized_states" => this,
            _ => null,
        };
    }

    /// <summary>Reads <c>and</c> or <c>or</c>.</summary>
    /// <exception cref="FailureException">It is neither.</exception>
    public static bool IsAnd(string name) => name.ToUpperInvariant() switch
    {
        "AND" => true,
        "OR" => false,
        var other => throw Failure.IllegalArgument($"No enum constant org.elasticsearch.index.query.Operator.{other}").Raise(),
    };

    /// <summary>Refuses an analyzer that this node has not.</summary>
    /// <exception cref="FailureException">It is not <c>standard</c> or <c>keyword</c>.</exception>
    public void RequireKnownAnalyzer()
    {
        switch (Analyzer)
        {
            case null or "standard" or "keyword":
                return;
            case "simple" or "whitespace" or "stop" or "english" or "pattern" or "fingerprint":
                throw Failure.Unsupported($"a query with analyzer [{Analyzer}]").Raise();
            default:
                throw new Failure(FailureKind.QueryShard, $"[match] analyzer [{Analyzer}] not found").Raise();
        }
    }

    private static bool ZeroTerms(string name) => name.ToUpperInvariant() switch
    {
        "ALL" => true,
        "NONE" => false,
        _ => throw new Failure(FailureKind.Parsing, $"Unsupported zero_terms_query value [{name}]").Raise(),
    };

    // Only its kind counts: there are no synonyms.
    private MatchOptions WithoutEffect(bool _) => this;

    private static int Prefix(string query, int number) => number >= 0
        ? number
        : throw Failure.IllegalArgument($"[{query}] requires prefix length to be non-negative.").Raise();

    private static int Expansions(string query, int number) => number switch
    {
        < 0 => throw Failure.IllegalArgument("No negative maxExpansions allowed.").Raise(),
        0 when query == MatchQuery.Kind => throw Failure.IllegalArgument("[match] requires maxExpansions to be positive.").Raise(),
        _ => number,
    };
}
