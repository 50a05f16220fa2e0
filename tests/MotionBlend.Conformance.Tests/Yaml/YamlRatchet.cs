namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>How many tests of a set the node passes at least. Raise a figure when the node passes more; none may fall.</summary>
public static class YamlRatchet
{
    public static IReadOnlyList<(YamlSuite Suite, string Verdict, int Minimum)> Minimums { get; } =
    [
        (YamlSuite.Core710, "core", 471),
        (YamlSuite.Core710, "lenient", 35),
        (YamlSuite.Clients819, "core", 42),
        (YamlSuite.Quickwit, "core", 228),
    ];
}
