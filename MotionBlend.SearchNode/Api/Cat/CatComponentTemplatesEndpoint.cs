using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/component_templates</c>: the building blocks of index templates.</summary>
internal sealed class CatComponentTemplatesEndpoint(NodeStorage storage) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("name", "n", "component template name"),
        new("version", "v", "version"),
        new("alias_count", "a", "alias count") { AlignRight = true },
        new("mapping_count", "m", "mapping count") { AlignRight = true },
        new("settings_count", "s", "settings count") { AlignRight = true },
        new("metadata_count", "me", "metadata count") { AlignRight = true },
        new("included_in", "i", "included in"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/component_templates", "/_cat/component_templates/{name}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var pattern = request.PathValue("name") ?? "*";
        var metadata = storage.State.Metadata;
        var rows = metadata.ComponentTemplates
            .Where(entry => Wildcard.Matches(pattern, entry.Key))
            .Select(entry => (IReadOnlyList<CatCell>)
            [
                new CatCell(entry.Key),
                entry.Value.Version is { } version ? CatCell.Of(version) : new CatCell(null),
                CatCell.Of(entry.Value.Content.Aliases?.Count ?? 0),
                CatCell.Of(Members(entry.Value.Content.Mappings, "properties")),
                CatCell.Of(entry.Value.Content.Settings?.Count ?? 0),
                CatCell.Of(Members(entry.Value.Meta, null)),
                new CatCell($"[{string.Join(", ", metadata.IndexTemplates.Where(t => t.Value.ComposedOf.Contains(entry.Key)).Select(t => t.Key))}]"),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }

    private static int Members(string? json, string? below) => json is null
        ? 0
        : ((below is null ? JsonNode.Parse(json) : JsonNode.Parse(json)?[below]) as JsonObject)?.Count ?? 0;
}
