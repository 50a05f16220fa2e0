namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Over which of BigQuery's two interfaces rows are read.</summary>
internal enum BigQueryReadMode
{
    /// <summary>
    /// Storage Read where the mart is a table of its own with at least <see cref="BigQueryOptions.StorageReadMinRows"/> rows, the
    /// read is not one shard of several and read sessions are permitted; REST otherwise.
    /// </summary>
    Auto,

    /// <summary>A query job, its result page by page as JSON.</summary>
    Rest,

    /// <summary>A read session, its streams as Arrow over gRPC.</summary>
    Storage,
}
