namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Ranges such as <c>7.4.0 - 7.9.99</c>, open at either end, and <c>all</c>.</summary>
public static class VersionRange
{
    public static bool Contains(string range, Version version) =>
        range.Split(',').Any(part => part.Trim() == "all" || Between(part, version));

    private static bool Between(string range, Version version)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return Version.TryParse(range.Trim(), out var exact) && exact == version;
        var (low, high) = (range[..dash].Trim(), range[(dash + 1)..].Trim());
        return (low.Length == 0 || Version.Parse(low) <= version) && (high.Length == 0 || version <= Version.Parse(high));
    }
}
