namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>The beginning of a page of a job's result.</summary>
/// <param name="PageToken">Token of the page; null for the first, or to find it by <paramref name="RowsBefore"/>.</param>
/// <param name="RowsBefore">Rows that stand before it.</param>
internal sealed record PagePlace(string? PageToken, long RowsBefore)
{
    /// <summary>The first page.</summary>
    public static PagePlace First { get; } = new(null, 0);
}
