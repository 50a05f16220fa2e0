using System.Collections.Immutable;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>What happens to fields that the mapping does not name.</summary>
internal enum DynamicMode
{
    True,
    False,
    Strict,
}

/// <summary>A node of a mapping as the user declares it, without columns.</summary>
internal abstract record MappingSpec;

/// <summary>An object: its members, and whether new ones may come.</summary>
internal sealed record ObjectSpec : MappingSpec
{
    public static readonly ObjectSpec Empty = new();

    /// <summary>Null inherits from the object around it.</summary>
    public DynamicMode? Dynamic { get; init; }

    /// <summary>False: kept in the source, not parsed.</summary>
    public bool? Enabled { get; init; }

    public ImmutableSortedDictionary<string, MappingSpec> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, MappingSpec>(StringComparer.Ordinal);
}

/// <summary>A leaf: a type and its multi-fields.</summary>
internal sealed record LeafSpec(FieldType Type) : MappingSpec
{
    public ImmutableSortedDictionary<string, FieldType> Fields { get; init; } =
        ImmutableSortedDictionary.Create<string, FieldType>(StringComparer.Ordinal);
}

/// <summary>A whole mapping: the root object and the root's own parameters.</summary>
internal sealed record RootSpec(ObjectSpec Root)
{
    public static readonly RootSpec Empty = new(ObjectSpec.Empty);

    /// <summary>The <c>_meta</c> object as it was sent.</summary>
    public string? Meta { get; init; }

    public bool? DateDetection { get; init; }

    /// <summary>False where documents are indexed and their sources are not kept; null where nothing is said.</summary>
    public bool? SourceEnabled { get; init; }

    /// <summary>True where every document must be written and read with a routing; null where nothing is said.</summary>
    public bool? RequiresRouting { get; init; }

    /// <summary>Whether a routing is required.</summary>
    public bool RoutingRequired => RequiresRouting == true;

    /// <summary>Whether sources are kept.</summary>
    public bool KeepsSource => SourceEnabled != false;
}
