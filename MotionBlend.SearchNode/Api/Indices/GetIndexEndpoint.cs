using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}</c>: aliases, mapping and settings.</summary>
internal sealed class GetIndexEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/{index}")
    {
        Parameters = [.. IndicesOptions.Parameters, "flat_settings", "features", "include_defaults"],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var indices = resolver.Resolve(storage.State, request.PathValue("index"), options);
        var flat = request.Query.Bool("flat_settings");
        var defaults = request.Query.Bool("include_defaults");
        var features = request.Query.List("features") ?? ["aliases", "mappings", "settings"];
        if (features.FirstOrDefault(feature => feature is not ("aliases" or "mappings" or "settings")) is { } unknown)
            throw Failure.IllegalArgument($"No feature for name [{unknown}]").Raise();
        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                if (features.Contains("aliases"))
                {
                    json.WritePropertyName("aliases");
                    AliasWriter.WriteAll(json, index.Aliases.Values);
                }

                if (features.Contains("mappings"))
                {
                    json.WritePropertyName("mappings");
                    MappingWriter.Write(json, index.Mapping.Spec);
                }

                if (features.Contains("settings"))
                {
                    json.WritePropertyName("settings");
                    IndexDescription.WriteSettings(json, index, flat);
                    if (defaults)
                    {
                        json.WritePropertyName("defaults");
                        IndexDescription.WriteDefaults(json, index, flat);
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }));
    }
}
