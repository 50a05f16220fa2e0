using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_cluster/settings</c>: what was set, and on request the defaults of the rest.</summary>
internal sealed class GetClusterSettingsEndpoint(NodeStorage storage, SearchNodeOptions options) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_cluster/settings")
    {
        Parameters = ["flat_settings", "include_defaults"],
        WithoutEffect = ["timeout", "master_timeout", "local"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var flat = request.Query.Bool("flat_settings");
        var metadata = storage.State.Metadata;
        var json = new JsonObject
        {
            ["persistent"] = SettingsTree.Of(metadata.Persistent, flat),
            ["transient"] = SettingsTree.Of(metadata.Transient, flat),
        };
        if (request.Query.Bool("include_defaults"))
        {
            var attributes = options.Attributes.Select(attribute => KeyValuePair.Create("node.attr." + attribute.Key, attribute.Value));
            json["defaults"] = SettingsTree.Of([.. ClusterSettings.Defaults(metadata, options), .. attributes], flat);
        }

        return Task.FromResult(Reply.Of(json));
    }
}
