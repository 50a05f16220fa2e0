using System.Collections.Immutable;
using MotionBlend.SearchNode.Cluster.Templates;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>What the cluster keeps beside its indices: templates and settings.</summary>
internal sealed record ClusterMetadata
{
    public static readonly ClusterMetadata Empty = new();

    public ImmutableSortedDictionary<string, IndexTemplate> IndexTemplates { get; init; } =
        ImmutableSortedDictionary.Create<string, IndexTemplate>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, ComponentTemplate> ComponentTemplates { get; init; } =
        ImmutableSortedDictionary.Create<string, ComponentTemplate>(StringComparer.Ordinal);

    /// <summary>Cluster settings that outlive a restart, values as text.</summary>
    public ImmutableSortedDictionary<string, string> Persistent { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Cluster settings that end with the process.</summary>
    public ImmutableSortedDictionary<string, string> Transient { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The value of a cluster setting: transient before persistent; null when neither is set.</summary>
    public string? Setting(string name) => Transient.GetValueOrDefault(name) ?? Persistent.GetValueOrDefault(name);
}
