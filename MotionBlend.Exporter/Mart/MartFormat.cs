namespace MotionBlend.Exporter.Mart;

/// <summary>How a mart file is written. Told by the file's first bytes, not by its name.</summary>
internal enum MartFormat
{
    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>The same, compressed with gzip.</summary>
    GzippedNdjson,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
