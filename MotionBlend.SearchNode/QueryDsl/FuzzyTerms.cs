using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>The terms of an index that are like a word: each scores less the farther it is away, all as rare as the most frequent of them.</summary>
/// <param name="Fuzziness">How far away they may be.</param>
internal sealed record FuzzyTerms(Fuzziness Fuzziness)
{
    /// <summary>How many letters at the beginning must be the same.</summary>
    public int PrefixLength { get; init; }

    /// <summary>How many terms at most, the nearest ones.</summary>
    public int MaxExpansions { get; init; } = 50;

    /// <summary>Whether a swap of neighbours is one edit.</summary>
    public bool Transpositions { get; init; } = true;

    /// <summary>What a word on a field means.</summary>
    /// <exception cref="FailureException">The field holds no terms of text, or a number is out of range.</exception>
    public QueryNode Bind(QueryContext context, MappedField field, string word)
    {
        if (field.Type.Family is not (FieldFamily.Keyword or FieldFamily.Text))
        {
            throw Failure.IllegalArgument(
                $"Can only use fuzzy queries on keyword and text fields - not on [{field.Path}] which is of type [{field.Type.Name}]").Raise();
        }

        if (PrefixLength < 0)
            throw Failure.IllegalArgument("prefixLength cannot be negative.").Raise();
        if (MaxExpansions <= 0)
            throw Failure.IllegalArgument("maxExpansions must be positive.").Raise();
        var edits = Fuzziness.Of(word);
        // Lucene does not let the empty word grow.
        if (word.Length == 0 && field.Type.Indexed)
            edits = 0;
        var within = context.Terms.Near(field, word, edits)
            .Where(term => EditDistance.ShareStart(word, term.Term, PrefixLength))
            .Select(term => (term.Term, term.Documents, Distance: EditDistance.Of(word, term.Term, Transpositions)))
            .Where(term => term.Distance <= edits);
        // Without an index there are no terms to choose from or to weigh.
        if (!field.Type.Indexed)
            return within.Select(term => ColumnValue.Of(term.Term)).ToList() is { Count: > 0 } values ? new InNode(field, values) : MatchNoneNode.Instance;
        var near = within
            .Select(term => (term.Term, term.Documents, Boost: Likeness(word, term.Term, term.Distance)))
            .OrderByDescending(term => term.Boost)
            .ThenBy(term => term.Term, StringComparer.Ordinal)
            .Take(MaxExpansions)
            .ToList();
        var documents = near.Count == 0 ? 0 : near.Max(term => term.Documents);
        QueryNode[] terms =
        [
            .. near.Select(term => new EqualsNode(field, ColumnValue.Of(term.Term)) { Scored = true, DocumentFrequency = documents, Boost = Math.Max(0, term.Boost) }),
        ];
        return terms switch
        {
            [] => MatchNoneNode.Instance,
            [var only] => only,
            _ => new BoolNode(1) { Should = terms },
        };
    }

    private static float Likeness(string word, string term, int distance) =>
        distance == 0 ? 1 : 1f - ((float)distance / Math.Min(word.EnumerateRunes().Count(), term.EnumerateRunes().Count()));
}
