namespace MotionBlend.Elasticsearch.Transport;

/// <summary>Limits of a transport.</summary>
public sealed record ElasticTransportOptions
{
    /// <summary>Time limit of a request that states none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True to gzip the bodies of requests, except small ones.</summary>
    public bool CompressRequests { get; init; }

    /// <summary>Largest reply that is read, bytes.</summary>
    public long MaxReplyBytes { get; init; } = 256 * 1024 * 1024;
}
