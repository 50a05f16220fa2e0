using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>PUT /_cluster/settings</c>: sets, and by null removes; what is persistent outlives a restart.</summary>
internal sealed class PutClusterSettingsEndpoint(NodeStorage storage, SearchNodeOptions options) : IEndpoint
{
    private static readonly ImmutableSortedDictionary<string, string?> Nothing = ImmutableSortedDictionary<string, string?>.Empty;

    public EndpointRoute Route { get; } = new(["PUT"], "/_cluster/settings")
    {
        Body = BodyRule.Required,
        Parameters = ["flat_settings"],
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var (persistent, transient) = (Nothing, Nothing);
        foreach (var (key, nameStart, value) in request.Json()!.Members)
        {
            if (key == "persistent")
                persistent = ClusterSettings.Parse(value, key);
            else if (key == "transient")
                transient = ClusterSettings.Parse(value, key);
            else
                throw new Failure(FailureKind.XContentParse, $"{value.LocationAt(nameStart)} [cluster_update_settings_request] unknown field [{key}]").Raise();
        }

        if (persistent.Count + transient.Count == 0)
            throw Failure.Validation("no settings to update").Raise();
        await storage.WriteAsync(
            session =>
            {
                var metadata = session.State.Metadata;
                metadata = metadata with
                {
                    Persistent = Changed(metadata.Persistent, persistent),
                    Transient = Changed(metadata.Transient, transient),
                };
                ClusterSettings.RequireConsistent(metadata, options);
                session.Save(metadata);
                return true;
            },
            cancellationToken);
        var flat = request.Query.Bool("flat_settings");
        return Reply.Of(new JsonObject
        {
            ["acknowledged"] = true,
            ["persistent"] = SettingsTree.Of(Set(persistent), flat),
            ["transient"] = SettingsTree.Of(Set(transient), flat),
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> Set(ImmutableSortedDictionary<string, string?> changes) =>
        changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!));

    private static ImmutableSortedDictionary<string, string> Changed(
        ImmutableSortedDictionary<string, string> settings, ImmutableSortedDictionary<string, string?> changes)
    {
        foreach (var (name, value) in changes)
        {
            settings = value is null
                ? settings.RemoveRange(settings.Keys.Where(key => Wildcard.Matches(name, key)).ToList())
                : settings.SetItem(name, value);
        }

        return settings;
    }
}
