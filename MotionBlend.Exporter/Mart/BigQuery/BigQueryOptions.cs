namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Limits and costs of reading from BigQuery. Defaults suit a mart of some million rows.</summary>
internal sealed record BigQueryOptions
{
    /// <summary>Which interface to read over.</summary>
    public BigQueryReadMode ReadMode { get; init; }

    /// <summary>Where the job runs, e.g. <c>EU</c> or <c>europe-west3</c>; null takes the table's own location.</summary>
    public string? Location { get; init; }

    /// <summary>Most bytes that a run may be billed for; BigQuery fails a costlier query without a charge. Sent with every query.</summary>
    public long MaximumBytesBilled { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Price of a tebibyte that a query reads, US dollars; for the estimate only.</summary>
    public decimal DollarsPerTebibyte { get; init; } = 6.25m;

    /// <summary>Labels of the jobs, which reach the billing export.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string> { ["app"] = "motionblend-exporter" };

    /// <summary>Rows asked for in a page of a REST result; BigQuery may send fewer.</summary>
    public int PageRows { get; init; } = 10_000;

    /// <summary>Pages that are fetched ahead of the one being read.</summary>
    public int PrefetchedPages { get; init; } = 2;

    /// <summary>Rows from which on <see cref="BigQueryReadMode.Auto"/> chooses Storage Read.</summary>
    public long StorageReadMinRows { get; init; } = 100_000;

    /// <summary>Most streams of a read session that are read at a time.</summary>
    public int MaxStreams { get; init; } = 4;

    /// <summary>Longest time that a query job may take.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time limit of one request or, for Storage Read, of the wait for one message.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a failing request is tried again before the read ends.</summary>
    public TimeSpan RetryDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest reply or message that is read, bytes. BigQuery keeps pages under 20 MB.</summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;
}
