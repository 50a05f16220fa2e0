using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_settings</c>, all or by name pattern.</summary>
internal sealed class GetSettingsEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_settings", "/_settings/{name}", "/{index}/_settings", "/{index}/_settings/{name}")
    {
        Parameters = [.. IndicesOptions.Parameters, "flat_settings", "include_defaults"],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.All);
        var indices = resolver.Resolve(storage.State, request.PathValue("index"), options);
        var patterns = request.PathValue("name")?.Split(',') is { } names && !names.Contains("_all") ? names : null;
        Func<string, bool>? chosen = patterns is null ? null : setting => patterns.Any(pattern => Wildcard.Matches(pattern, setting));
        var flat = request.Query.Bool("flat_settings");
        var defaults = request.Query.Bool("include_defaults");
        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                json.WritePropertyName("settings");
                IndexDescription.WriteSettings(json, index, flat, chosen);
                if (defaults)
                {
                    json.WritePropertyName("defaults");
                    IndexDescription.WriteDefaults(json, index, flat);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }));
    }
}
