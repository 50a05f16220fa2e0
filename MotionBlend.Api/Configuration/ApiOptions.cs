using MotionBlend.Domain.Indexing;

namespace MotionBlend.Api.Configuration;

/// <summary>Settings of the API; the section <see cref="ApiKeys.Section"/>.</summary>
public sealed class ApiOptions
{
    /// <summary>Alias or index that is searched.</summary>
    public string Index { get; set; } = BlendIndex.Alias;

    /// <summary>Time limit of a request to the search backend, 100 ms to 5 min.</summary>
    public TimeSpan BackendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest query string, characters, 256 to 15,000.</summary>
    public int MaxQueryLength { get; set; } = 8192;

    /// <summary>Largest request body, bytes, 0 to 10 MB.</summary>
    public long MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Requests that one address may send in a <see cref="RateWindow"/>; 0 for no limit.</summary>
    public int RateLimit { get; set; } = 600;

    /// <summary>Window of the rate limit, 1 s to 1 h.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests that are worked on at the same time, 1 to 10,000.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>Requests that wait for their turn; further ones are refused. 0 to 10,000.</summary>
    public int Queue { get; set; } = 256;

    /// <summary>Origins whose pages may call the API from a browser, such as <c>https://studio.example</c>; none by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>The connection string <see cref="ApiKeys.ConnectionString"/>. May hold a secret.</summary>
    internal string? ConnectionString { get; set; }

    /// <summary>The API key <see cref="ApiKeys.ApiKey"/>. Secret.</summary>
    internal string? BackendApiKey { get; set; }
}
