using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Closed indices and blocks: what may not be done to an index now.</summary>
internal static class IndexBlocks
{
    private static readonly (string Setting, string Text)[] WriteBlocks =
    [
        ("index.blocks.read_only", "FORBIDDEN/5/index read-only (api)"),
        ("index.blocks.read_only_allow_delete", "TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block"),
        ("index.blocks.write", "FORBIDDEN/8/index write (api)"),
    ];

    /// <exception cref="FailureException">The index takes no writes.</exception>
    public static void RequireWritable(IndexState index)
    {
        RequireOpen(index);
        foreach (var (setting, text) in WriteBlocks)
            if (index.Settings.Get(setting) == "true")
                throw Blocked(index, text).Raise();
    }

    /// <exception cref="FailureException">The index takes no searches.</exception>
    public static void RequireReadable(IndexState index)
    {
        RequireOpen(index);
        if (index.Settings.Get("index.blocks.read") == "true")
            throw Blocked(index, "FORBIDDEN/7/index read (api)").Raise();
    }

    private static void RequireOpen(IndexState index)
    {
        if (index.Closed)
            throw new Failure(FailureKind.IndexClosed, "closed") { IndexUuid = index.Uuid, Index = index.Name }.Raise();
    }

    private static Failure Blocked(IndexState index, string text) =>
        new(text.StartsWith("TOO_MANY", StringComparison.Ordinal) ? FailureKind.DiskFull : FailureKind.ClusterBlock, $"index [{index.Name}] blocked by: [{text}];")
        {
            Index = index.Name,
        };
}
