using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Web.Tests.Api;

/// <summary>
/// An API over blends in memory, below the real client: counts calls, holds them back, fails on demand. What it answers is computed
/// from the blends, so a number that it gives has its rows.
/// </summary>
internal sealed class FakeApi(IReadOnlyList<BlendDocument> blends) : HttpMessageHandler
{
    private readonly List<FakeCall> _calls = [];

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<FakeCall> Calls => _calls;

    /// <summary>When set, asked for each call by its path: the call goes on when the task ends.</summary>
    public Func<string, Task>? Hold { get; set; }

    /// <summary>When set, calls end with this instead of an answer.</summary>
    public Func<string, HttpResponseMessage>? Fail { get; set; }

    /// <summary>When true, nobody listens.</summary>
    public bool IsAway { get; set; }

    /// <summary>A client of this API.</summary>
    public HttpClient Client() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://api.test/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Problem details as the API gives them.</summary>
    public static HttpResponseMessage Problem(HttpStatusCode status, string title, string? type = null) => new(status)
    {
        Content = new StringContent(
            JsonSerializer.Serialize(new { type, title, status = (int)status, detail = title + ".", trace_id = "trace-1" }),
            Encoding.UTF8,
            MediaTypeNames.Application.ProblemJson),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var call = new FakeCall(path, cancellationToken);
        _calls.Add(call);
        if (Hold is { } hold)
        {
            await hold(path).WaitAsync(cancellationToken);
        }

        if (IsAway)
        {
            throw new HttpRequestException("Connection refused (api.test:80)");
        }

        return Fail?.Invoke(path) ?? Answer(request.RequestUri);
    }

    private HttpResponseMessage Answer(Uri uri)
    {
        var set = new BlendSet(blends, BlendSet.Now);
        var query = uri.Query.TrimStart('?');
        return uri.AbsolutePath switch
        {
            "/api/v1/blends" => Ok(JsonSerializer.Serialize(set.Search(query), BlendJsonContext.Default.BlendPage)),
            "/api/v1/analytics/quality" => Ok(JsonSerializer.Serialize(set.Quality(query), BlendJsonContext.Default.QualityAnalytics)),
            "/api/v1/cluster" => Ok(JsonSerializer.Serialize(set.Cluster(), BlendJsonContext.Default.ClusterOverview)),
            _ => set.Find(uri.Segments[^1]) is { } blend
                ? Ok(JsonSerializer.Serialize(blend, BlendJsonContext.Default.BlendDocument))
                : Problem(HttpStatusCode.NotFound, "Blend not found"),
        };
    }

    private static HttpResponseMessage Ok(string json) =>
        new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, MediaTypeNames.Application.Json) };
}

/// <summary>One call.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Token">Its token: cancelled when the caller took its question back.</param>
internal sealed record FakeCall(string Path, CancellationToken Token);
