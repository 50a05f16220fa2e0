namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>What is read from BigQuery, and how.</summary>
internal sealed record BigQuerySource
{
    /// <summary>The mart's table or view.</summary>
    public required BigQueryTable Table { get; init; }

    /// <summary>Which rows.</summary>
    public MartWindow Window { get; init; } = MartWindow.Everything;

    /// <summary>Limits and costs.</summary>
    public BigQueryOptions Options { get; init; } = new();

    /// <summary>Id of the query job, unique in the project, so that a run can be taken up again; null for a random one.</summary>
    public string? JobId { get; init; }
}
