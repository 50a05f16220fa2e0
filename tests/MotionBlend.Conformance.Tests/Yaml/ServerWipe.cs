using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Empties a server between tests: indices, templates, settings, open scrolls.</summary>
public sealed class ServerWipe(WireClient client)
{
    // What a server of our scope has not, it cannot have left behind either; so a refusal of these is no failure.
    private static readonly (string Method, string Path, string? Body)[] Rest =
    [
        ("DELETE", "/_index_template/*", null),
        ("DELETE", "/_component_template/*", null),
        ("DELETE", "/_template/*", null),
        ("DELETE", "/_search/scroll/_all", null),
    ];

    private static readonly (string Method, string Path, string? Body)[] Rare =
    [
        ("DELETE", "/_ingest/pipeline/*", null),
        ("DELETE", "/_snapshot/*", null),
        ("PUT", "/_cluster/settings", """{"persistent":{"*":null},"transient":{"*":null}}"""),
    ];

    /// <param name="deep">Also pipelines, repositories and cluster settings, which few tests touch.</param>
    /// <param name="cancellationToken">Ends the wipe.</param>
    /// <exception cref="YamlTestException">The indices could not be listed or deleted.</exception>
    public async Task RunAsync(bool deep, CancellationToken cancellationToken)
    {
        if (deep) await SendAllAsync(Rare, cancellationToken);
        await SendAllAsync(Rest, cancellationToken);
        var indices = await client.SendAsync("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all", null, cancellationToken);
        if (indices.Json is not JsonArray rows) throw new YamlTestException($"wipe: _cat/indices answered {indices.Status} {indices.Error}");
        foreach (var name in rows.Select(row => row?["index"]?.ToString()).OfType<string>())
        {
            var gone = await client.SendAsync("DELETE", "/" + Uri.EscapeDataString(name), null, cancellationToken);
            if (!gone.IsSuccess && gone.Status != 404) throw new YamlTestException($"wipe: DELETE {name} answered {gone.Status} {gone.Error}");
        }
    }

    private async Task SendAllAsync((string Method, string Path, string? Body)[] calls, CancellationToken cancellationToken)
    {
        foreach (var (method, path, body) in calls) await client.SendAsync(method, path, body, cancellationToken);
    }
}
