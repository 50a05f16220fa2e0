using System.Collections.Immutable;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>An alias of an index; a filter is kept as it was sent.</summary>
internal sealed record AliasState(string Name, string? Filter, string? IndexRouting, string? SearchRouting, bool? IsWriteIndex, bool? IsHidden)
{
    public static AliasState Plain(string name) => new(name, null, null, null, null, null);
}

/// <summary>An index at one moment.</summary>
/// <param name="Number">Internal number: names its table, so the user's name never becomes part of SQL.</param>
/// <param name="Name">The user's name.</param>
/// <param name="Uuid">22 characters, url-safe base64.</param>
/// <param name="CreatedMillis">Creation time, milliseconds since 1970.</param>
internal sealed record IndexState(int Number, string Name, string Uuid, long CreatedMillis)
{
    public IndexSettings Settings { get; init; } = IndexSettings.Default;

    public IndexMapping Mapping { get; init; } = IndexMapping.Empty;

    public ImmutableSortedDictionary<string, AliasState> Aliases { get; init; } =
        ImmutableSortedDictionary.Create<string, AliasState>(StringComparer.Ordinal);

    public bool Closed { get; init; }

    public PrimaryTerms Terms { get; init; } = PrimaryTerms.Initial;

    /// <summary>What searches do not see yet; null when they see everything. Not kept over a restart, which shows all.</summary>
    public Unrefreshed? Unrefreshed { get; init; }

    /// <summary>The shards that the search at hand reaches; null for all.</summary>
    public IReadOnlyList<int>? Reached { get; init; }

    /// <summary>True for indices that wildcards do not reach unless asked to.</summary>
    public bool Hidden => Settings.Get("index.hidden") == "true";
}

/// <summary>
/// Everything the node knows about its indices at one moment: immutable, replaced as a whole when the transaction that
/// changes it has been committed.
/// </summary>
internal sealed record ClusterState(long Version, ImmutableSortedDictionary<string, IndexState> Indices)
{
    /// <summary>Indices by alias.</summary>
    public ILookup<string, IndexState> ByAlias { get; } = Indices.Values
        .SelectMany(index => index.Aliases.Keys.Select(alias => (alias, index)))
        .ToLookup(x => x.alias, x => x.index, StringComparer.Ordinal);

    /// <summary>Templates and cluster settings.</summary>
    public ClusterMetadata Metadata { get; init; } = ClusterMetadata.Empty;

    /// <summary>This state with an index added or replaced; the version rises.</summary>
    public ClusterState With(IndexState index) => new(Version + 1, Indices.SetItem(index.Name, index)) { Metadata = Metadata };

    /// <summary>This state with more or less of an index shown to searches; the version stays.</summary>
    public ClusterState Showing(IndexState index, Unrefreshed? unrefreshed) =>
        new(Version, Indices.SetItem(index.Name, index with { Unrefreshed = unrefreshed })) { Metadata = Metadata };

    /// <summary>This state without an index; the version rises.</summary>
    public ClusterState Without(string index) => new(Version + 1, Indices.Remove(index)) { Metadata = Metadata };

    /// <summary>This state with other templates or settings; the version rises.</summary>
    public ClusterState With(ClusterMetadata metadata) => this with { Version = Version + 1, Metadata = metadata };
}
