using System.Collections.Immutable;

namespace MotionBlend.SearchNode.Cluster.Templates;

/// <summary>What a template gives to an index.</summary>
internal sealed record TemplateContent
{
    public static readonly TemplateContent Empty = new();

    /// <summary>Settings by full name; null resets what a component set.</summary>
    public ImmutableSortedDictionary<string, string?>? Settings { get; init; }

    /// <summary>The mapping as it was sent.</summary>
    public string? Mappings { get; init; }

    public ImmutableSortedDictionary<string, AliasState>? Aliases { get; init; }
}

/// <summary>A composable index template: what new indices of some names are made of.</summary>
internal sealed record IndexTemplate(ImmutableArray<string> Patterns)
{
    /// <summary>Null when the template gives nothing of its own.</summary>
    public TemplateContent? Content { get; init; }

    /// <summary>Component templates in the order in which they apply.</summary>
    public ImmutableArray<string> ComposedOf { get; init; } = [];

    /// <summary>Components of <see cref="ComposedOf"/> that may be missing.</summary>
    public ImmutableArray<string>? MayMiss { get; init; }

    /// <summary>Of several templates that match, the one of the highest priority applies; null counts as 0.</summary>
    public long? Priority { get; init; }

    public long? Version { get; init; }

    /// <summary>The <c>_meta</c> object as it was sent.</summary>
    public string? Meta { get; init; }

    /// <summary>Whether a write may make an index of this template; null leaves it to the node.</summary>
    public bool? AllowAutoCreate { get; init; }

    public bool? Deprecated { get; init; }
}

/// <summary>A building block of index templates.</summary>
internal sealed record ComponentTemplate(TemplateContent Content)
{
    public long? Version { get; init; }

    /// <summary>The <c>_meta</c> object as it was sent.</summary>
    public string? Meta { get; init; }

    public bool? Deprecated { get; init; }
}
