namespace MotionBlend.Exporter.Configuration;

/// <summary>Whether requests are gzipped.</summary>
internal enum CompressionMode
{
    /// <summary>Unless Elasticsearch is on this machine, where the time costs more than the bytes.</summary>
    Auto,

    /// <summary>Always.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
