using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Closed indices and blocks: what may not be done to an index now.</summary>
internal static class IndexBlocks
{
    private const string FloodStage = "TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block";

    private static readonly (string Setting, string Text)[] WriteBlocks =
    [
        ("index.blocks.read_only", "FORBIDDEN/5/index read-only (api)"),
        ("index.blocks.read_only_allow_delete", FloodStage),
        ("index.blocks.write", "FORBIDDEN/8/index write (api)"),
    ];

    private static readonly (string Setting, IndexBlock Block)[] Known =
    [
        ("index.blocks.read_only", new IndexBlock("5", "index read-only (api)", ["write", "metadata_write"])),
        ("index.blocks.read", new IndexBlock("7", "index read (api)", ["read"])),
        ("index.blocks.write", new IndexBlock("8", "index write (api)", ["write"])),
        ("index.blocks.metadata", new IndexBlock("9", "index metadata (api)", ["metadata_write", "metadata_read"])),
    ];

    /// <summary>The blocks that an index has.</summary>
    public static IReadOnlyList<IndexBlock> Of(IndexState index) =>
    [
        .. index.Closed ? [new IndexBlock("4", "index closed", ["read", "write"])] : Array.Empty<IndexBlock>(),
        .. Known.Where(known => index.Settings.Get(known.Setting) == "true").Select(known => known.Block),
    ];

    /// <exception cref="FailureException">The index takes no writes.</exception>
    public static void RequireWritable(IndexState index)
    {
        RequireOpen(index);
        foreach (var (setting, text) in WriteBlocks)
            if (index.Settings.Get(setting) == "true")
                throw Blocked(index.Name, text).Raise();
    }

    /// <exception cref="FailureException">The index takes no searches.</exception>
    public static void RequireReadable(IndexState index)
    {
        RequireOpen(index);
        if (index.Settings.Get("index.blocks.read") == "true")
            throw Blocked(index.Name, "FORBIDDEN/7/index read (api)").Raise();
    }

    /// <summary>The indices, all of which are open.</summary>
    /// <exception cref="FailureException">One is closed.</exception>
    public static IReadOnlyList<IndexState> Open(IReadOnlyList<IndexState> indices)
    {
        foreach (var index in indices)
            RequireOpen(index);
        return indices;
    }

    /// <exception cref="FailureException">The index is closed.</exception>
    public static void RequireOpen(IndexState index)
    {
        if (index.Closed)
            throw new Failure(FailureKind.IndexClosed, "closed") { IndexUuid = index.Uuid, Index = index.Name }.Raise();
    }

    /// <summary>The block of a closed index, for what meets it before the index is opened.</summary>
    public static Failure Closed(string index) => new(FailureKind.ClusterBlock, $"index [{index}] blocked by: [FORBIDDEN/4/index closed];") { Index = index };

    /// <summary>What a write to an index meets while the disk is nearly full.</summary>
    public static Failure DiskFull(string index) => Blocked(index, FloodStage);

    private static Failure Blocked(string index, string text) =>
        new(text.StartsWith("TOO_MANY", StringComparison.Ordinal) ? FailureKind.DiskFull : FailureKind.ClusterBlock, $"index [{index}] blocked by: [{text}];")
        {
            Index = index,
        };
}

/// <summary>A block as the cluster state tells it.</summary>
/// <param name="Id">Elasticsearch's number of the block.</param>
/// <param name="Description">What it is.</param>
/// <param name="Levels">What it keeps from the index.</param>
internal sealed record IndexBlock(string Id, string Description, string[] Levels);
