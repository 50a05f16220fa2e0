namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>A query job that is done; its result lies at BigQuery for about 24 hours.</summary>
/// <param name="Id">Job id.</param>
/// <param name="Location">Where it ran; null where the service does not say.</param>
/// <param name="TotalRows">Rows of the result.</param>
/// <param name="Columns">Columns of the result in the order of its cells.</param>
internal sealed record QueryJob(string Id, string? Location, long TotalRows, IReadOnlyList<BigQueryColumn> Columns);
