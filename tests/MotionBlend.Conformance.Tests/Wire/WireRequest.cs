using System.Text;

namespace MotionBlend.Conformance.Tests.Wire;

/// <summary>One HTTP request as a judge sends it: the path keeps its percent-encoding, the body its bytes.</summary>
public sealed record WireRequest(string Method, string Path, byte[]? Body = null, string? ContentType = null)
{
    public const string Json = "application/json";

    public const string NdJson = "application/x-ndjson";

    /// <summary>Further headers, in order; a name may override the content type.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A request with a JSON body, or with none where <paramref name="json"/> is null.</summary>
    public static WireRequest WithJson(string method, string path, string? json) =>
        json is null ? new(method, path) : new(method, path, Encoding.UTF8.GetBytes(json), Json);

    /// <summary>A request with an NDJSON body, as <c>_bulk</c> and <c>_msearch</c> take it.</summary>
    public static WireRequest WithLines(string method, string path, string lines) =>
        new(method, path, Encoding.UTF8.GetBytes(lines), NdJson);

    /// <summary>The request as a curl command against <c>$ES</c>, for a report that a reader can paste.</summary>
    public string ToCurl()
    {
        var text = new StringBuilder("curl -s -X").Append(Method);
        if (Method == "HEAD") text.Append(" -I");
        text.Append(" \"$ES").Append(Path.Replace("\"", "%22", StringComparison.Ordinal)).Append('"');
        if (Body is null) return text.ToString();
        text.Append(" -H 'content-type: ").Append(ContentType ?? Json).Append('\'');
        var body = Encoding.UTF8.GetString(Body).Replace("'", "'\\''", StringComparison.Ordinal);
        text.Append(body.Contains('\n', StringComparison.Ordinal) ? " --data-binary $'" + Escaped(body) + "'" : " -d '" + body + "'");
        return text.ToString();
    }

    private static string Escaped(string body) =>
        body.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
