using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>What every reply about nodes starts with, and which nodes a request means: there is one.</summary>
internal sealed class NodeDescription(SearchNodeOptions options, NodeAddress address)
{
    /// <summary>The roles that this node truly has.</summary>
    public static readonly IReadOnlyList<string> Roles = ["data", "data_content", "master"];

    /// <summary>The letters of <see cref="Roles"/>.</summary>
    public const string RoleLetters = "dms";

    public string Name => options.NodeName;

    /// <summary>A reply with the counts of nodes and, unless the request means another node, this one.</summary>
    public JsonObject Envelope(string? filter, Func<JsonObject> node)
    {
        var here = IsMeant(filter) ? 1 : 0;
        var nodes = new JsonObject();
        if (here == 1)
            nodes[NodeIdentity.NodeId] = node();
        return new JsonObject
        {
            ["_nodes"] = Counts(here),
            ["cluster_name"] = options.ClusterName,
            ["nodes"] = nodes,
        };
    }

    public static JsonObject Counts(int nodes) => new() { ["total"] = nodes, ["successful"] = nodes, ["failed"] = 0 };

    /// <summary>The beginning of a node's object.</summary>
    public JsonObject Head(bool withPort)
    {
        return new JsonObject
        {
            ["name"] = options.NodeName,
            ["transport_address"] = address.Text,
            ["host"] = NodeAddress.Host,
            ["ip"] = withPort ? address.Text : NodeAddress.Host,
        };
    }

    public static JsonArray RoleNames() => [.. Roles.Select(role => (JsonNode)role)];

    public JsonObject Attributes()
    {
        var json = new JsonObject();
        foreach (var (name, value) in options.Attributes)
            json[name] = value;
        return json;
    }

    /// <summary>Whether a node filter (<c>_local</c>, a name, an id, an address, a role, an attribute; wildcards) takes this node.</summary>
    public bool IsMeant(string? filter)
    {
        if (filter is null)
            return true;
        var meant = false;
        foreach (var part in filter.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            meant = part.Split(':') switch
            {
                ["_all"] or ["_local"] or ["_master"] => true,
                [var role, var flag] when flag is "true" or "false" => Has(role) ? flag == "true" : meant,
                [var attribute, var pattern] when options.Attributes.TryGetValue(attribute, out var value) => meant || Wildcard.Matches(pattern, value),
                _ => meant || new[] { NodeIdentity.NodeId, options.NodeName, NodeAddress.Host, address.Text }.Any(name => Wildcard.Matches(part, name)),
            };
        }

        return meant;

        static bool Has(string role) => Roles.Contains(role);
    }
}
