using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Scenarios;

/// <summary>
/// A numbered scenario file: steps that are sent in order, each with the status and the part of the body that must come
/// back. <c>{i}</c> in a path, body or expectation stands for an index name of this run alone, and a name that a step
/// saved (<c>"save": {"scroll": "_scroll_id"}</c>) in braces for the value of that reply in the steps behind it.
/// </summary>
internal sealed record Scenario(string Name, string Description, IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>The folder of the scenario files beside the tests.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>Names of all scenarios: <c>folder/NNNN-what</c>.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), null))
            .Order(StringComparer.Ordinal),
    ];

    public static async Task<Scenario> LoadAsync(string name, string index, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".json"), cancellationToken);
        var json = JsonNode.Parse(text.Replace("{i}", index, StringComparison.Ordinal))!.AsObject();
        var steps = json["steps"]!.AsArray().Select(step => ScenarioStep.Parse(step!.AsObject())).ToList();
        return new Scenario(name, json["description"]!.GetValue<string>(), steps);
    }
}

/// <summary>One request and what must come back.</summary>
internal sealed record ScenarioStep(string Method, string Path, int Status)
{
    private static readonly string[] Keys = ["method", "path", "body", "lines", "raw", "headers", "status", "expect", "expectHeaders", "expectText", "save", "settles"];

    /// <summary>The request body; null for none.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The part of the JSON body that must be there.</summary>
    public JsonNode? Expect { get; init; }

    /// <summary>Headers with their values.</summary>
    public IReadOnlyDictionary<string, string> ExpectHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Top-level strings of the reply to keep, by the name they get.</summary>
    public IReadOnlyDictionary<string, string> Save { get; init; } = new Dictionary<string, string>();

    /// <summary>A regular expression for the whole text of the body.</summary>
    public string? ExpectText { get; init; }

    /// <summary>Whether Elasticsearch finishes what was asked before only behind its reply: there the step may be asked again for a while.</summary>
    public bool Settles { get; init; }

    public static ScenarioStep Parse(JsonObject json)
    {
        if (json.FirstOrDefault(member => !Keys.Contains(member.Key)) is { Key: { } unknown })
            throw new FormatException($"a scenario step has no key [{unknown}]");
        var lines = json["lines"]?.AsArray();
        return new ScenarioStep(json["method"]!.GetValue<string>(), json["path"]!.GetValue<string>(), json["status"]!.GetValue<int>())
        {
            Body = json["raw"]?.GetValue<string>()
                ?? (lines is null ? json["body"]?.ToJsonString() : string.Concat(lines.Select(line => line!.ToJsonString() + "\n"))),
            ContentType = lines is null ? "application/json" : "application/x-ndjson",
            Headers = Strings(json["headers"]),
            Expect = json["expect"],
            ExpectHeaders = Strings(json["expectHeaders"]),
            ExpectText = json["expectText"]?.GetValue<string>(),
            Save = Strings(json["save"]),
            Settles = json["settles"]?.GetValue<bool>() ?? false,
        };
    }

    /// <summary>This step with saved values in place of their names.</summary>
    public ScenarioStep With(IReadOnlyDictionary<string, string> saved) => this with
    {
        Path = Filled(Path, saved),
        Body = Body is null ? null : Filled(Body, saved),
    };

    private static string Filled(string text, IReadOnlyDictionary<string, string> saved) =>
        saved.Aggregate(text, (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private static Dictionary<string, string> Strings(JsonNode? node) =>
        node?.AsObject().ToDictionary(member => member.Key, member => member.Value!.GetValue<string>()) ?? [];
}
