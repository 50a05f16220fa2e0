using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MotionBlend.SearchNode.Bench.Servers;

/// <summary>A server that speaks Elasticsearch's protocol, with as few layers between as it takes.</summary>
public sealed class BenchServer(string name, Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 16 })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
    };

    public string Name { get; } = name;

    public Uri Address { get; } = address;

    /// <summary>Sends JSON (or nothing) and returns the reply's bytes.</summary>
    /// <exception cref="HttpRequestException">No connection, or a status other than 2xx; the message has the server's words.</exception>
    public async Task<byte[]> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a bulk body; a failed item is an error of the measurement.</summary>
    /// <exception cref="HttpRequestException">The request or one of its items failed.</exception>
    public async Task BulkAsync(string index, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{index}/_bulk");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var reply = await SendAsync(request, cancellationToken);

        // "errors" comes before the items, so the start of the reply is enough.
        var start = Encoding.UTF8.GetString(reply, 0, Math.Min(reply.Length, 200));
        if (!start.Contains("\"errors\":false", StringComparison.Ordinal)) throw new HttpRequestException($"{Name}: bulk item failed: {start}");
    }

    /// <summary>Sends and reads JSON.</summary>
    public async Task<JsonElement> ReadAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await SendAsync(method, path, json, cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>Deletes the index if it is there.</summary>
    public async Task DeleteIndexAsync(string index, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, $"/{index}", null, cancellationToken);
        }
        catch (HttpRequestException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            // Nothing to delete.
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.IsSuccessStatusCode) return body;
        var words = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 400));
        throw new HttpRequestException($"{Name}: {request.Method} {request.RequestUri}: {(int)response.StatusCode} {words}", null, response.StatusCode);
    }
}
