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

    /// <summary>
    /// Lets <paramref name="Alias"/> no longer point to <paramref name="Index"/>. When it does not, nothing of the whole call is done and it fails
    /// as <see cref="Transport.ElasticFailure.NotFound"/>: without <c>must_exist</c> the other steps would be done.
    /// </summary>
    public sealed record Remove(string Index, string Alias) : AliasAction;

    internal JsonObject ToJson() => this switch
    {
        Add add => new JsonObject { ["add"] = new JsonObject { ["index"] = add.Index, ["alias"] = add.Alias } },
        Remove remove => new JsonObject { ["remove"] = new JsonObject { ["index"] = remove.Index, ["alias"] = remove.Alias, ["must_exist"] = true } },
        _ => throw new InvalidOperationException("Not an alias action."),
    };
}
