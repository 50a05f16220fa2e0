using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Decides by a test's <c>skip</c> and <c>requires</c> whether it applies to this server and this runner.</summary>
public sealed class Prerequisites(Version server)
{
    private static readonly HashSet<string> RunnerFeatures =
    [
        "headers", "arbitrary_key", "warnings", "warnings_regex", "allowed_warnings", "allowed_warnings_regex", "node_selector",
        "stash_in_key", "stash_in_path", "embedded_stash_key", "contains", "close_to", "is_after", "capabilities", "default_shards",
        "catch_unauthorized", "yaml", "spi_on_classpath_jdk9",
    ];

    /// <exception cref="YamlSkipException">The test is not for this server or needs what this runner lacks.</exception>
    public static void CheckFile(JsonObject? requires)
    {
        if (requires?["stack"] is JsonValue stack && stack.GetValueKind() == JsonValueKind.False)
        {
            throw new YamlSkipException("serverless only");
        }
    }

    /// <exception cref="YamlSkipException">The step says so.</exception>
    public void CheckSkip(JsonObject skip)
    {
        CheckFeatures(skip["features"] ?? skip["test_runner_features"]);
        if (skip["awaits_fix"] is { } link) throw new YamlSkipException($"awaits fix: {link}");
        if (skip["version"] is { } range && VersionRange.Contains(range.ToString(), server))
        {
            throw new YamlSkipException($"version {range}: {skip["reason"]}");
        }

        if (Listed(skip["cluster_features"]).Any(IsPresent)) throw new YamlSkipException($"cluster feature: {skip["reason"]}");
    }

    /// <exception cref="YamlSkipException">A requirement is not met.</exception>
    public void CheckRequires(JsonObject requires)
    {
        CheckFeatures(requires["test_runner_features"]);
        var absent = Listed(requires["cluster_features"]).FirstOrDefault(feature => !IsPresent(feature));
        if (absent is not null) throw new YamlSkipException($"cluster feature {absent}");
        if (requires["capabilities"] is not null) throw new YamlSkipException("capabilities are not asked for by this runner");
    }

    private bool IsPresent(string feature) =>
        feature.StartsWith("gte_v", StringComparison.Ordinal) && Version.TryParse(feature["gte_v".Length..], out var since) && since <= server;

    private static void CheckFeatures(JsonNode? features)
    {
        var lacking = Listed(features).Where(feature => !RunnerFeatures.Contains(feature)).ToList();
        if (lacking.Count > 0) throw new YamlSkipException($"runner feature {string.Join(", ", lacking)}");
    }

    private static List<string> Listed(JsonNode? node) => node switch
    {
        JsonArray items => [.. items.Select(item => item?.ToString() ?? "")],
        null => [],
        _ => [.. node.ToString().Split(',', StringSplitOptions.TrimEntries)],
    };
}
