namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>A request that a <see cref="FakeElasticsearch"/> got.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path as sent, without query.</param>
/// <param name="Query">Query string with its question mark, or empty.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Body">Body as text; empty for none.</param>
public sealed record FakeRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Method and path.</summary>
    public string Target => $"{Method} {Path}";
}
