namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>What a real 8.19 server made of each test, and how far each is in the node's scope.</summary>
public sealed class RealResults
{
    public const string FileName = "REAL-8.19.tsv";

    private readonly Dictionary<(string Suite, string File, string Name), string> _results;
    private readonly Dictionary<(string Suite, string File, string Name), string> _verdicts;

    private RealResults(
        Dictionary<(string, string, string), string> results, Dictionary<(string, string, string), string> verdicts)
    {
        _results = results;
        _verdicts = verdicts;
    }

    public static RealResults Read(string root) =>
        new(ReadColumn(Path.Combine(root, FileName)), ReadColumn(Path.Combine(root, "INVENTORY.tsv")));

    /// <summary><c>pass</c>, <c>fail</c>, <c>error</c> or <c>skip</c>; null where the table has no such test.</summary>
    public string? ResultOf(YamlSuite suite, string file, string name) =>
        _results.GetValueOrDefault((YamlSuites.NameOf(suite), file, name));

    /// <summary>The set a test counts in: <c>core</c>, <c>lenient</c>, ...; the scenarios all count as <c>core</c>.</summary>
    public string VerdictOf(YamlSuite suite, string file, string name) =>
        suite == YamlSuite.Quickwit ? "core" : _verdicts.GetValueOrDefault((YamlSuites.NameOf(suite), file, name), "out");

    /// <summary>Whether the test says anything about a node: only those that the real server passes do.</summary>
    public bool Counts(YamlSuite suite, string file, string name) => ResultOf(suite, file, name) == "pass";

    private static Dictionary<(string, string, string), string> ReadColumn(string path) =>
        File.ReadLines(path).Skip(1)
            .Select(line => line.Split('\t'))
            .GroupBy(cells => (cells[0], cells[1], cells[2]))
            .ToDictionary(group => group.Key, group => group.Last()[3]);
}
