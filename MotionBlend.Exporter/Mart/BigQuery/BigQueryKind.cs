namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>How a column's values are read.</summary>
internal enum BigQueryKind : byte
{
    /// <summary>STRING.</summary>
    Text,

    /// <summary>INT64.</summary>
    Integer,

    /// <summary>FLOAT64 or NUMERIC.</summary>
    Number,

    /// <summary>BOOL.</summary>
    Boolean,

    /// <summary>TIMESTAMP, microseconds.</summary>
    Timestamp,
}
