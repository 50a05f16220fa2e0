using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>The API specification: for each name its paths, methods and parameters.</summary>
public sealed class ApiSpecification
{
    private readonly Dictionary<string, ApiEntry> _entries;

    private ApiSpecification(Dictionary<string, ApiEntry> entries) => _entries = entries;

    public static ApiSpecification Read(string folder)
    {
        var common = Parse(Path.Combine(folder, "_common.json"))["params"]!.AsObject().Select(pair => pair.Key).ToHashSet();
        var entries = Directory.EnumerateFiles(folder, "*.json")
            .Where(path => Path.GetFileName(path) != "_common.json")
            .SelectMany(path => Parse(path).AsObject())
            .ToDictionary(pair => pair.Key, pair => ApiEntry.Read(pair.Key, pair.Value!.AsObject(), common));
        return new ApiSpecification(entries);
    }

    /// <exception cref="YamlTestException">There is no API of that name.</exception>
    public ApiEntry this[string name] =>
        _entries.GetValueOrDefault(name) ?? throw new YamlTestException($"do {name}: no such API in the specification");

    private static JsonNode Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!;
}

/// <summary>One API: the paths it can be called on and the query parameters it takes.</summary>
public sealed record ApiEntry(string Name, IReadOnlyList<ApiPath> Paths, IReadOnlySet<string> Parameters, bool TakesLines)
{
    /// <summary>The names that fill a path rather than the query.</summary>
    public IReadOnlySet<string> Parts { get; } = Paths.SelectMany(path => path.Parts).ToHashSet();

    /// <summary>The most specific path whose parts are all given; null where a required one is missing.</summary>
    public ApiPath? PathFor(IReadOnlySet<string> given) =>
        Paths.Where(path => path.Parts.All(given.Contains)).MaxBy(path => path.Parts.Count);

    internal static ApiEntry Read(string name, JsonObject api, HashSet<string> common)
    {
        var paths = api["url"]!["paths"]!.AsArray().Select(path => ApiPath.Read(path!.AsObject())).ToList();
        var parameters = (api["params"]?.AsObject().Select(pair => pair.Key) ?? []).Concat(common).ToHashSet();
        var lines = api["headers"]?["content_type"]?.AsArray().Any(type => type!.ToString() == "application/x-ndjson") ?? false;
        return new ApiEntry(name, paths, parameters, lines);
    }
}

/// <summary>A path template such as <c>/{index}/_search</c> with its methods.</summary>
public sealed record ApiPath(string Template, IReadOnlyList<string> Methods, IReadOnlyList<string> Parts)
{
    /// <summary>The method for a call: one that may carry the body where there is one, else the first listed.</summary>
    public string MethodFor(bool hasBody)
    {
        if (hasBody) return Methods.FirstOrDefault(method => method is "POST") ?? Methods[0];
        return Methods.FirstOrDefault(method => method is "GET" or "HEAD" or "PUT") ?? Methods[0];
    }

    internal static ApiPath Read(JsonObject path) => new(
        path["path"]!.ToString(),
        [.. path["methods"]!.AsArray().Select(method => method!.ToString())],
        [.. path["parts"]?.AsObject().Select(pair => pair.Key) ?? []]);
}
