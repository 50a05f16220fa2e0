namespace MotionBlend.Exporter.Configuration;

/// <summary>Finds what may have been meant by a misspelt name.</summary>
internal static class NearestName
{
    // So many letters may be wrong for a name to be taken for another.
    private const int MostWrongLetters = 3;

    /// <summary>The nearest of some names, whatever their case; null when none is near.</summary>
    public static string? Of(string wrong, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(wrong, name)))
        .Where(name => name.Distance <= MostWrongLetters)
        .OrderBy(name => name.Distance)
        .Select(name => name.Name)
        .FirstOrDefault();

    /// <summary>Asks whether the nearest name was meant; nothing when none is near.</summary>
    public static string Question(string wrong, IEnumerable<string> names) => Of(wrong, names) is { } near ? $"; did you mean {near}?" : "";

    /// <summary>Letters to add, drop or change to turn one word into the other (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var left = 1; left <= from.Length; left++)
        {
            var diagonal = row[0];
            row[0] = left;
            for (var right = 1; right <= to.Length; right++)
            {
                var above = row[right];
                row[right] = Math.Min(Math.Min(above, row[right - 1]) + 1, diagonal + (char.ToUpperInvariant(from[left - 1]) == char.ToUpperInvariant(to[right - 1]) ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
