namespace MotionBlend.Elasticsearch.Indices;

/// <summary>What a name that should be an alias is.</summary>
public abstract record AliasTarget
{
    private AliasTarget()
    {
    }

    /// <summary>Nothing has the name.</summary>
    public sealed record Missing : AliasTarget;

    /// <summary>It is an alias of these concrete indices, in the order of their names.</summary>
    public sealed record Indices(IReadOnlyList<string> Names) : AliasTarget;

    /// <summary>A concrete index has the name, so no alias can.</summary>
    public sealed record ConcreteIndex : AliasTarget;
}
