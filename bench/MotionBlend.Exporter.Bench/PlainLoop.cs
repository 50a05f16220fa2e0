using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;

namespace MotionBlend.Exporter.Bench;

/// <summary>The least that a load can be: bodies that lie ready in memory, posted one after the other on some connections.</summary>
internal sealed class PlainLoop(Uri server) : IDisposable
{
    private const string Index = "bench-plain-loop";

    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Builds bodies of the documents that the exporter writes.</summary>
    public static async Task<List<byte[]>> BodiesAsync(string mart, int rows, CancellationToken cancellationToken)
    {
        var bodies = new List<byte[]>();
        var judge = new BatchJudge(new QualityGate());
        await using var source = await MartFile.OpenAsync(mart, cancellationToken);
        await foreach (var batch in source.ReadAsync(new BatchLimits(rows, 64 << 20), cancellationToken))
        {
            using (batch)
            {
                using var judged = judge.Judge(batch);
                bodies.Add(judged.Body.Bytes.ToArray());
            }
        }

        return bodies;
    }

    /// <summary>Creates the index as the exporter does, posts the bodies, refreshes.</summary>
    /// <returns>The time of all that.</returns>
    public async Task<TimeSpan> RunAsync(IReadOnlyList<byte[]> bodies, int connections, CancellationToken cancellationToken)
    {
        await _http.DeleteAsync(new Uri($"/{Index}?ignore_unavailable=true", UriKind.Relative), cancellationToken);
        var clock = Stopwatch.StartNew();
        var create = BlendIndexMapping.CreateIndexBody(BlendIndexSettings.SingleNode with { RefreshInterval = "-1" }, "bench").ToJsonString();
        await SendAsync(HttpMethod.Put, $"/{Index}", Encoding.UTF8.GetBytes(create), "application/json", cancellationToken);
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken },
            async (body, token) => await SendAsync(HttpMethod.Post, $"/{Index}/_bulk?filter_path=errors", body, "application/x-ndjson", token));
        await SendAsync(HttpMethod.Post, $"/{Index}/_refresh", null, "application/json", cancellationToken);
        var taken = clock.Elapsed;
        await _http.DeleteAsync(new Uri($"/{Index}", UriKind.Relative), cancellationToken);
        return taken;
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, byte[]? body, string mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var reply = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || reply.Contains("\"errors\":true", StringComparison.Ordinal))
        {
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {reply[..Math.Min(reply.Length, 400)]}");
        }
    }
}
