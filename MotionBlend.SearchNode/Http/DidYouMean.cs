namespace MotionBlend.SearchNode.Http;

/// <summary>Suggests a known name for a misspelt one, by edit distance as Elasticsearch's hints do.</summary>
internal static class DidYouMean
{
    /// <summary>Similarity from which most names are suggested.</summary>
    public const double Usual = 0.5;

    /// <summary>Similarity from which settings are suggested.</summary>
    public const double Strict = 0.7;

    /// <summary>The known names that are similar enough, best first.</summary>
    public static IReadOnlyList<string> Candidates(string given, IEnumerable<string> known, double least = Usual) =>
    [
        .. known.Select(name => (name, similarity: Similarity(given, name)))
            .Where(x => x.similarity > least)
            .OrderByDescending(x => x.similarity)
            .ThenBy(x => x.name, StringComparer.Ordinal)
            .Select(x => x.name),
    ];

    /// <summary>The hint that body errors carry: empty, <c> did you mean [x]?</c> or <c> did you mean any of [x, y]?</c>.</summary>
    public static string Hint(string given, IEnumerable<string> known, double least = Usual) => Candidates(given, known, least) switch
    {
        [] => "",
        [var one] => $" did you mean [{one}]?",
        var several => $" did you mean any of [{string.Join(", ", several)}]?",
    };

    private static double Similarity(string a, string b)
    {
        var longest = Math.Max(a.Length, b.Length);
        return longest == 0 ? 1 : 1 - ((double)Distance(a, b) / longest);
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var swap = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(swap, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
