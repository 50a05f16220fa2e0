namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>Where a read of a job's result can be taken up again within about 24 hours.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Location">Where it ran; null where the service does not say.</param>
/// <param name="PageToken">Token of the page to start at; null for the first, or to start by <paramref name="RowsBefore"/>.</param>
/// <param name="RowsBefore">Rows that stand before that page.</param>
internal sealed record ResumePoint(string JobId, string? Location, string? PageToken, long RowsBefore);
