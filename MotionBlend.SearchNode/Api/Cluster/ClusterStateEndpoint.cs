using System.Globalization;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Api.Indices;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_cluster/state</c>: nodes, metadata, blocks and where shards are.</summary>
internal sealed class ClusterStateEndpoint(NodeStorage storage, IndexResolver resolver, NodeDescription node, SearchNodeOptions options) : IEndpoint
{
    private static readonly string[] Metrics = ["_all", "version", "master_node", "blocks", "nodes", "metadata", "routing_table", "routing_nodes", "customs"];

    public EndpointRoute Route { get; } = new(["GET"], "/_cluster/state", "/_cluster/state/{metric}", "/_cluster/state/{metric}/{index}")
    {
        Parameters = [.. IndicesOptions.Parameters, "flat_settings"],
        WithoutEffect = ["local", "master_timeout", "wait_for_metadata_version", "wait_for_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var asked = request.PathValue("metric")?.Split(',') ?? ["_all"];
        ParameterCheck.RequireNone(asked.Where(metric => !Metrics.Contains(metric)).ToList(), request, "metric", Metrics);
        var state = storage.State;
        var indices = resolver.Resolve(state, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.All with { Hidden = true }));
        var json = new JsonObject { ["cluster_name"] = options.ClusterName, ["cluster_uuid"] = storage.ClusterUuid };
        Add("version", () => json["version"] = state.Version);
        Add("version", () => json["state_uuid"] = $"{storage.ClusterUuid[..16]}{state.Version:D6}");
        Add("master_node", () => json["master_node"] = NodeIdentity.NodeId);
        Add("blocks", () => json["blocks"] = Blocks(indices));
        Add("nodes", () => json["nodes"] = new JsonObject { [NodeIdentity.NodeId] = Node() });
        Add("metadata", () => json["metadata"] = Metadata(state, indices, request.Query.Bool("flat_settings")));
        Add("routing_table", () => json["routing_table"] = new JsonObject { ["indices"] = RoutingTable(indices) });
        Add("routing_nodes", () => json["routing_nodes"] = new JsonObject
        {
            ["unassigned"] = new JsonArray([.. indices.SelectMany(Unassigned)]),
            ["nodes"] = new JsonObject { [NodeIdentity.NodeId] = new JsonArray([.. indices.SelectMany(Primaries)]) },
        });
        return Task.FromResult(Reply.Of(json));

        void Add(string metric, Action section)
        {
            if (asked.Contains("_all") || asked.Contains(metric))
                section();
        }
    }

    private static JsonObject Blocks(IReadOnlyList<IndexState> indices)
    {
        var blocked = new JsonObject();
        foreach (var index in indices)
        {
            if (IndexBlocks.Of(index) is { Count: > 0 } blocks)
            {
                var json = new JsonObject();
                foreach (var block in blocks)
                    json[block.Id] = new JsonObject { ["description"] = block.Description, ["retryable"] = false, ["levels"] = new JsonArray([.. block.Levels.Select(l => (JsonNode)l)]) };
                blocked[index.Name] = json;
            }
        }

        return blocked.Count == 0 ? [] : new JsonObject { ["indices"] = blocked };
    }

    private JsonObject Node()
    {
        var json = node.Head(withPort: true);
        json.Remove("host");
        json.Remove("ip");
        json["ephemeral_id"] = NodeIdentity.NodeId;
        json["attributes"] = node.Attributes();
        json["roles"] = NodeDescription.RoleNames();
        json["version"] = NodeIdentity.Version;
        return json;
    }

    private JsonObject Metadata(ClusterState state, IReadOnlyList<IndexState> indices, bool flat)
    {
        var described = new JsonObject();
        foreach (var index in indices)
        {
            described[index.Name] = new JsonObject
            {
                ["version"] = state.Version,
                ["state"] = index.Closed ? "close" : "open",
                ["settings"] = IndexDescription.SettingsOf(index, flat),
                ["mappings"] = new JsonObject { ["_doc"] = IndexDescription.MappingOf(index) },
                ["aliases"] = new JsonArray([.. index.Aliases.Keys.Select(alias => (JsonNode)alias)]),
                ["primary_terms"] = Shards(index, _ => 1),
                ["in_sync_allocations"] = Shards(index, shard => new JsonArray(RoutedShard.AllocationId(index, shard))),
            };
        }

        var (templates, components) = (new JsonObject(), new JsonObject());
        foreach (var (name, template) in state.Metadata.IndexTemplates)
            templates[name] = TemplateWriter.Of(template);
        foreach (var (name, template) in state.Metadata.ComponentTemplates)
            components[name] = TemplateWriter.Of(template);
        return new JsonObject
        {
            ["cluster_uuid"] = storage.ClusterUuid,
            ["cluster_uuid_committed"] = true,
            ["cluster_coordination"] = new JsonObject
            {
                ["term"] = 1,
                ["last_committed_config"] = new JsonArray(NodeIdentity.NodeId),
                ["last_accepted_config"] = new JsonArray(NodeIdentity.NodeId),
                ["voting_config_exclusions"] = new JsonArray(),
            },
            ["templates"] = new JsonObject(),
            ["indices"] = described,
            ["index_template"] = new JsonObject { ["index_template"] = templates },
            ["component_template"] = new JsonObject { ["component_template"] = components },
        };
    }

    private static JsonObject Shards(IndexState index, Func<int, JsonNode> value)
    {
        var json = new JsonObject();
        for (var shard = 0; shard < index.Settings.Shards; shard++)
            json[shard.ToString(CultureInfo.InvariantCulture)] = value(shard);
        return json;
    }

    private static JsonObject RoutingTable(IReadOnlyList<IndexState> indices)
    {
        var json = new JsonObject();
        foreach (var index in indices)
        {
            json[index.Name] = new JsonObject
            {
                ["shards"] = Shards(index, shard => new JsonArray([.. RoutedShard.Copies(index, shard)])),
            };
        }

        return json;
    }

    private static IEnumerable<JsonNode> Primaries(IndexState index) => Enumerable.Range(0, index.Settings.Shards).Select(shard => RoutedShard.Primary(index, shard));

    private static IEnumerable<JsonNode> Unassigned(IndexState index) => Enumerable.Range(0, index.Settings.Shards)
        .SelectMany(shard => Enumerable.Repeat(shard, index.Settings.Replicas))
        .Select(shard => RoutedShard.Replica(index, shard));
}
