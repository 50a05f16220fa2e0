using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /_index_template/_simulate_index/{name}</c>: what templates would make of a new index.</summary>
internal sealed class SimulateIndexEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_index_template/_simulate_index/{name}")
    {
        WithoutEffect = ["master_timeout"],
        Refused = ["include_defaults", "create", "cause"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var (metadata, index) = (storage.State.Metadata, request.PathValues["name"]);
        if (TemplateComposition.Matching(metadata, index) is not (var name, { } template))
            return Task.FromResult(Reply.Of(new JsonObject()));
        var (settings, mapping, aliases) = TemplateComposition.Compose(metadata, template);
        var content = new TemplateContent
        {
            Settings = settings.SetItem("index.routing.allocation.include._tier_preference", "data_content"),
            Mappings = Text(mapping),
            Aliases = aliases,
        };
        var overlapping = metadata.IndexTemplates
            .Where(other => other.Key != name && other.Value.Patterns.Any(pattern => Wildcard.Matches(pattern, index)))
            .Select(other => (JsonNode)new JsonObject
            {
                ["name"] = other.Key,
                ["index_patterns"] = new JsonArray([.. other.Value.Patterns.Select(pattern => (JsonNode)pattern)]),
            });
        return Task.FromResult(Reply.Of(new JsonObject
        {
            ["template"] = TemplateWriter.Of(content, flat: false),
            ["overlapping"] = new JsonArray([.. overlapping]),
        }));
    }

    private static string Text(RootSpec mapping)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            MappingWriter.Write(writer, mapping);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
