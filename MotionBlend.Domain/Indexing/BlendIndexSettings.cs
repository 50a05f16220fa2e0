namespace MotionBlend.Domain.Indexing;

/// <summary>Settings of a blend index that an operator may override.</summary>
/// <param name="Shards"><c>number_of_shards</c>, 1 to 1024.</param>
/// <param name="Replicas"><c>number_of_replicas</c>, at least 0.</param>
/// <param name="RefreshInterval"><c>refresh_interval</c>, an Elasticsearch time such as <c>30s</c>.</param>
/// <param name="MaxResultWindow"><c>max_result_window</c>: largest from + size of a search.</param>
public sealed record BlendIndexSettings(
    int Shards = 3, int Replicas = 1, string RefreshInterval = "30s", int MaxResultWindow = BlendIndexSettings.DefaultMaxResultWindow)
{
    /// <summary>Elasticsearch's own default.</summary>
    public const int DefaultMaxResultWindow = 10_000;

    /// <summary>For a cluster of several nodes.</summary>
    public static BlendIndexSettings Production { get; } = new();

    /// <summary>For a cluster of one node, where a replica could never be assigned.</summary>
    public static BlendIndexSettings SingleNode { get; } = new(Shards: 1, Replicas: 0);
}
