using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Indices;

/// <summary>One step of an atomic <c>_aliases</c> call.</summary>
public abstract record AliasAction
{
    private AliasAction()
    {
    }

    /// <summary>Lets <paramref name="Alias"/> point to <paramref name="Index"/> too.</summary>
    public sealed record Add(string Index, string Alias) : AliasAction;

    /// <summary>Lets <paramref name="Alias"/> no longer point to <paramref name="Index"/>.</summary>
    public sealed record Remove(string Index, string Alias) : AliasAction;

    internal JsonObject ToJson() => this switch
    {
        Add add => new JsonObject { ["add"] = Target(add.Index, add.Alias) },
        Remove remove => new JsonObject { ["remove"] = Target(remove.Index, remove.Alias) },
        _ => throw new InvalidOperationException("Not an alias action."),
    };

    private static JsonObject Target(string index, string alias) => new() { ["index"] = index, ["alias"] = alias };
}
