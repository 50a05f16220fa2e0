using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>The folder of test files: finds them, reads them, and knows what a real server makes of each.</summary>
public sealed class YamlSuites(string root)
{
    public const string Variable = "MOTIONBLEND_YAML_TESTS";

    private const string Core = "elasticsearch-7.10";
    private const string Clients = "elasticsearch-clients-tests-8.19";
    private const string Scenarios = "quickwit";

    public string Root { get; } = root;

    public string SpecificationFolder => Path.Combine(Root, "api-spec-8.19");

    public string ScenarioFolder => Path.Combine(Root, Scenarios, "scenarii");

    /// <summary>The folder the environment names, or null where it names none.</summary>
    /// <exception cref="DirectoryNotFoundException">It names a folder that has no test files.</exception>
    public static YamlSuites? FromEnvironment()
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root)) return null;
        if (!File.Exists(Path.Combine(root, RealResults.FileName)))
        {
            throw new DirectoryNotFoundException($"{Variable} is '{root}', which has no {RealResults.FileName}.");
        }

        return new YamlSuites(Path.GetFullPath(root));
    }

    /// <summary>The suite's name in the result tables.</summary>
    public static string NameOf(YamlSuite suite) => suite switch
    {
        YamlSuite.Core710 => Core,
        YamlSuite.Clients819 => Clients,
        _ => Scenarios,
    };

    /// <summary>All tests of the two sets in Elasticsearch's own format, by file.</summary>
    public IEnumerable<YamlTest> ReadTests(YamlSuite suite)
    {
        var folder = Path.Combine(Root, NameOf(suite));
        return Directory.EnumerateFiles(folder, "*.yml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => ReadFile(suite, path));
    }

    private IEnumerable<YamlTest> ReadFile(YamlSuite suite, string path)
    {
        var sections = YamlTree.ReadAll(File.ReadAllText(path)).OfType<JsonObject>()
            .SelectMany(document => document)
            .ToList();
        var setup = Section(sections, "setup");
        var teardown = Section(sections, "teardown");
        var requires = sections.FirstOrDefault(section => section.Key == "requires").Value as JsonObject;
        var file = Path.GetRelativePath(Root, path).Replace('\\', '/');
        return sections
            .Where(section => section.Key is not ("setup" or "teardown" or "requires"))
            .Select(section => new YamlTest(suite, file, section.Key, setup, section.Value as JsonArray ?? [], teardown, requires));
    }

    private static JsonArray Section(List<KeyValuePair<string, JsonNode?>> sections, string name) =>
        sections.FirstOrDefault(section => section.Key == name).Value as JsonArray ?? [];
}
