using System.Collections.Immutable;

namespace MotionBlend.SearchNode.Configuration;

/// <summary>How a node runs. Every value can be given on the command line; see <see cref="SearchNodeCommand"/>.</summary>
internal sealed record SearchNodeOptions
{
    /// <summary>HTTP port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; } = 9200;

    /// <summary>Folder of the database.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    public string ClusterName { get; init; } = "motionblend";

    public string NodeName { get; init; } = "search-node";

    /// <summary>Largest request body in bytes, after decompression.</summary>
    public long MaxContentLength { get; init; } = 100L * 1024 * 1024;

    /// <summary>Whether writing to a missing index makes it.</summary>
    public bool AutoCreateIndex { get; init; } = true;

    /// <summary>Whether deleting indices by wildcard is refused.</summary>
    public bool DestructiveRequiresName { get; init; } = true;

    /// <summary>Most buckets of one search.</summary>
    public int MaxBuckets { get; init; } = 65_536;

    /// <summary>Results of searches without hits that are remembered.</summary>
    public int RequestCacheEntries { get; init; } = 256;

    /// <summary>Megabytes of documents that are kept from one page of hits to the next.</summary>
    public int DocumentCacheMegabytes { get; init; } = 32;

    /// <summary>Megabytes of what is remembered of conditions that searches repeat: which rows meet them.</summary>
    public int QueryCacheMegabytes { get; init; } = 32;

    /// <summary>Most scrolls that are open at once.</summary>
    public int MaxOpenScrolls { get; init; } = 500;

    /// <summary>Most points in time that are open at once.</summary>
    public int MaxOpenPointsInTime { get; init; } = 500;

    /// <summary>Longest time for which a scroll or a point in time may be kept.</summary>
    public TimeSpan MaxKeepAlive { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long one is kept that asked for no time.</summary>
    public TimeSpan DefaultKeepAlive { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Compatibility versions of media types that are answered; a real 8.x takes 7 and 8.</summary>
    public IReadOnlySet<int> CompatibleVersions { get; init; } = new HashSet<int> { 7, 8 };

    /// <summary>Attributes of the node, <c>node.attr.NAME</c>: told where Elasticsearch tells them.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Searches that run at once.</summary>
    public int MaxReaders { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Searches that may wait.</summary>
    public int MaxQueuedReads { get; init; } = 1000;

    /// <summary>Writes that may wait; they run one at a time.</summary>
    public int MaxQueuedWrites { get; init; } = 1000;

    /// <summary>Most bytes of documents that are being written at once, those that wait included.</summary>
    public long IndexingPressureBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Megabytes that the database may use for queries and cached pages.</summary>
    public int MemoryMegabytes { get; init; } = 640;

    /// <summary>Megabytes of log after which it is folded into the database file.</summary>
    public int CheckpointMegabytes { get; init; } = 256;

    /// <summary>
    /// Megabytes of the disk that documents may not take: folding a full log into the file needs room. With less, the log is
    /// not folded.
    /// </summary>
    public int DiskReserveMegabytes { get; init; } = 512;

    /// <summary><see cref="DiskReserveMegabytes"/> in bytes.</summary>
    public long DiskReserveBytes => DiskReserveMegabytes * 1024L * 1024;

    /// <summary>A folder per user: <c>$XDG_DATA_HOME/motionblend/search-node</c> or what the system has for it.</summary>
    public static string DefaultDataFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "motionblend",
        "search-node");
}
