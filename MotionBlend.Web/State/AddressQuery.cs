namespace MotionBlend.Web.State;

/// <summary>Splits the query of an address into decoded names and values.</summary>
internal static class AddressQuery
{
    /// <summary>Longest query that is read; what is longer is cut, so that no address can cost much.</summary>
    public const int MaxLength = 8_000;

    /// <summary>Reads <c>a=1&amp;b=2</c> in its order. A name without value has an empty one; empty parts are skipped.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var text = query.Length > MaxLength ? query[..MaxLength] : query;
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(at < 0
                ? new(Decode(part), "")
                : new(Decode(part[..at]), Decode(part[(at + 1)..])));
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
