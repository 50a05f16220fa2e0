using System.Globalization;
using MotionBlend.Elasticsearch.Cluster;

namespace MotionBlend.Api.Queries;

/// <summary>Says in words why the cluster has its colour, and what that means for the numbers shown.</summary>
internal static class ClusterReason
{
    private const string NothingExported = " Nothing is exported yet: run the exporter.";

    /// <summary>One or two sentences.</summary>
    /// <param name="health">Health of the cluster.</param>
    /// <param name="alias">Alias of the blends.</param>
    /// <param name="indices">The indices behind it; none when nothing was exported yet.</param>
    public static string Of(ClusterHealth health, string alias, IReadOnlyCollection<string> indices) =>
        (health.Status switch
        {
            ClusterStatus.Green => "Every shard is assigned.",
            ClusterStatus.Yellow => Yellow(health),
            _ => Red(health, alias, indices),
        })
        + (indices.Count == 0 ? NothingExported : "");

    private static string Yellow(ClusterHealth health) =>
        NotAssigned(health.UnassignedShards, "replica")
        + (health.DataNodes == 1
            ? ", as a single data node cannot hold a second copy: searches are complete, but the data are lost with the node."
            : ": searches are complete, but a node that fails now may take data with it.");

    private static string Red(ClusterHealth health, string alias, IReadOnlyCollection<string> indices)
    {
        var (missing, ours) = (0, 0);
        foreach (var (name, index) in health.Indices)
        {
            var count = index.PrimaryShards - index.ActivePrimaryShards;
            missing += count;
            ours += indices.Contains(name) ? count : 0;
        }

        return ours > 0
            ? NotAssigned(ours, "primary", $" of {alias}") + ": searches fail or are incomplete until the node that holds them is back."
            : NotAssigned(missing, "primary", " of other indices") + $"; {alias} is not affected.";
    }

    private static string NotAssigned(int count, string kind, string of = "") => count == 1
        ? $"1 {kind} shard{of} is not assigned"
        : string.Create(CultureInfo.InvariantCulture, $"{count} {kind} shards{of} are not assigned");
}
