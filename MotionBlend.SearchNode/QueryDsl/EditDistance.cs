using System.Text;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary>How many letters must be put in, taken out, changed, or swapped with the next one, to make a word another.</summary>
internal static class EditDistance
{
    /// <summary>The number; a swap counts as two changes where it is not allowed. No letter is edited twice.</summary>
    public static int Of(string from, string to, bool swaps)
    {
        var (a, b) = (from.EnumerateRunes().ToArray(), to.EnumerateRunes().ToArray());
        var before = new int[b.Length + 1];
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above) = (above, row);
        }

        return above[b.Length];
    }

    /// <summary>Whether two words begin with the same letters.</summary>
    public static bool ShareStart(string a, string b, int letters) =>
        a.EnumerateRunes().Take(letters).SequenceEqual(b.EnumerateRunes().Take(letters), EqualityComparer<Rune>.Default);
}
