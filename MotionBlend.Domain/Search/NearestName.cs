namespace MotionBlend.Domain.Search;

/// <summary>Finds what somebody who mistyped a name may have meant.</summary>
internal static class NearestName
{
    private const int MaxLength = 64;

    /// <summary>The known name that begins the given one or is begun by it, else the one with the fewest edits (at most a third of it); else null.</summary>
    public static string? Find(string name, IReadOnlyList<string> known)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return null;
        }

        var lower = name.ToLowerInvariant();
        var (nearest, edits) = known.Select(candidate => (candidate, Edits(lower, candidate))).MinBy(pair => pair.Item2);
        return edits <= Math.Max(1, lower.Length / 3)
            ? nearest
            : known.FirstOrDefault(candidate => candidate.StartsWith(lower, StringComparison.Ordinal)
                                                || lower.StartsWith(candidate, StringComparison.Ordinal));
    }

    /// <summary>Levenshtein distance: insertions, deletions and substitutions that turn one text into the other.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
