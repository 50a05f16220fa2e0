namespace MotionBlend.Elasticsearch.Transport;

/// <summary>One HTTP request to Elasticsearch, built from typed parts: segments are percent-encoded, never glued by callers.</summary>
public sealed class ElasticRequest
{
    private ElasticRequest(HttpMethod method, string[] segments)
        : this(method, "/" + string.Join('/', segments.Select(Uri.EscapeDataString)))
    {
    }

    private ElasticRequest(HttpMethod method, string path)
    {
        Method = method;
        Path = path;
    }

    /// <summary>HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>Encoded path, starting with a slash.</summary>
    public string Path { get; }

    /// <summary>Query parameters in order, not encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Body, or null for none.</summary>
    public ElasticBody? Body { get; init; }

    /// <summary>Time limit of this request; null for the transport's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Method and path, for errors and logs.</summary>
    public string Target => $"{Method} {Path}";

    /// <summary>A GET of the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Get(params string[] segments) => new(HttpMethod.Get, segments);

    /// <summary>A HEAD of the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Head(params string[] segments) => new(HttpMethod.Head, segments);

    /// <summary>A POST to the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Post(ElasticBody? body, params string[] segments) => new(HttpMethod.Post, segments) { Body = body };

    /// <summary>A PUT to the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Put(ElasticBody? body, params string[] segments) => new(HttpMethod.Put, segments) { Body = body };

    /// <summary>A DELETE of the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Delete(params string[] segments) => new(HttpMethod.Delete, segments);

    /// <summary>A DELETE with a body of the path made of <paramref name="segments"/>.</summary>
    public static ElasticRequest Delete(ElasticBody body, params string[] segments) => new(HttpMethod.Delete, segments) { Body = body };

    /// <summary>The same request with one more query parameter.</summary>
    public ElasticRequest With(string parameter, string value) =>
        new(Method, Path) { Query = [.. Query, new(parameter, value)], Body = Body, Timeout = Timeout };

    /// <summary>The same request with another time limit.</summary>
    public ElasticRequest Within(TimeSpan timeout) => new(Method, Path) { Query = Query, Body = Body, Timeout = timeout };
}
