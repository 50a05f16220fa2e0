using System.Text;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Transport;

public sealed class HttpElasticsearchTransportTests : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_ARequest_ArrivesWithPathQueryBodyAndCredentials()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("POST /a%2Fb/_bulk", FakeReply.Ok("{}"));
        var request = ElasticRequest.Post(new ElasticBody("{}\n"u8.ToArray(), ElasticBody.NdJson), "a/b", "_bulk").With("filter_path", "a,b*");

        var result = await Transport(server, apiKey: "key").SendAsync(request, Cancelled);

        Assert.Equal("{}", Encoding.UTF8.GetString(result.Value.Content.Span));
        var sent = Assert.Single(server.Requests);
        Assert.Equal(("?filter_path=a%2Cb%2A", "{}\n"), (sent.Query, sent.Body));
        Assert.Equal("ApiKey key", sent.Headers["Authorization"]);
        Assert.Equal("application/x-ndjson", sent.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData(400, ElasticFailure.BadRequest, false)]
    [InlineData(401, ElasticFailure.Unauthorized, false)]
    [InlineData(403, ElasticFailure.Forbidden, false)]
    [InlineData(404, ElasticFailure.NotFound, false)]
    [InlineData(409, ElasticFailure.Conflict, false)]
    [InlineData(413, ElasticFailure.TooLarge, false)]
    [InlineData(429, ElasticFailure.TooManyRequests, true)]
    [InlineData(500, ElasticFailure.ServerError, true)]
    [InlineData(503, ElasticFailure.ServerError, true)]
    public async Task SendAsync_AnErrorStatus_IsAFailureOfItsKind(int status, ElasticFailure expected, bool isTransient)
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", FakeReply.Error(status, "some_exception", "some reason"));

        var error = (await Transport(server).SendAsync(ElasticRequest.Get(), Cancelled)).Error;

        Assert.Equal((expected, status, "some_exception", "some reason", isTransient),
            (error!.Failure, error.Status, error.Type, error.Reason, error.IsTransient));
    }

    [Fact]
    public async Task SendAsync_RetryAfter_IsKept()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeBody(429, "slow down") { HasProductHeader = false, Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        var error = (await Transport(server).SendAsync(ElasticRequest.Get(), Cancelled)).Error;

        Assert.Equal((ElasticFailure.TooManyRequests, TimeSpan.FromSeconds(7)), (error!.Failure, error.RetryAfter));
    }

    [Theory]
    [InlineData(200, ElasticFailure.NotElasticsearch)]
    [InlineData(404, ElasticFailure.NotElasticsearch)]
    [InlineData(502, ElasticFailure.ServerError)]
    [InlineData(401, ElasticFailure.Unauthorized)]
    public async Task SendAsync_WithoutTheProductHeader_IsSomethingElseOrAGateway(int status, ElasticFailure expected)
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeBody(status, "<html>") { HasProductHeader = false });

        Assert.Equal(expected, (await Transport(server).SendAsync(ElasticRequest.Get(), Cancelled)).Error?.Failure);
    }

    [Fact]
    public async Task SendAsync_HeadOfWhatIsMissing_IsAnAnswer()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("HEAD /i", new FakeBody(404, ""));

        Assert.Equal(404, (await Transport(server).SendAsync(ElasticRequest.Head("i"), Cancelled)).Value.Status);
    }

    [Fact]
    public async Task SendAsync_ConnectionBreaks_IsUnreachable()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeBreak()).On("GET /half", new FakeBreak("""{"took":"""));

        Assert.Equal(ElasticFailure.Unreachable, (await Transport(server).SendAsync(ElasticRequest.Get(), Cancelled)).Error?.Failure);
        Assert.Equal(ElasticFailure.Unreachable, (await Transport(server).SendAsync(ElasticRequest.Get("half"), Cancelled)).Error?.Failure);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsUnreachable()
    {
        var server = await FakeElasticsearch.StartAsync(Cancelled);
        var transport = Transport(server);
        await server.DisposeAsync();

        Assert.Equal(ElasticFailure.Unreachable, (await transport.SendAsync(ElasticRequest.Get(), Cancelled)).Error?.Failure);
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_TimesOut()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeSilence());

        var result = await Transport(server).SendAsync(ElasticRequest.Get().Within(TimeSpan.FromMilliseconds(100)), Cancelled);

        Assert.Equal(ElasticFailure.TimedOut, result.Error?.Failure);
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(500, false)]
    public async Task SendAsync_WithCompression_GzipsBodiesThatAreWorthIt(int length, bool isCompressed)
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("POST /i/_bulk", FakeReply.Ok("{}"));
        var transport = new HttpElasticsearchTransport(
            _client, Endpoint(server.Address.ToString(), null), new ElasticTransportOptions { CompressRequests = true });

        await transport.SendAsync(ElasticRequest.Post(new ElasticBody(new byte[length], ElasticBody.NdJson), "i", "_bulk"), Cancelled);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(isCompressed, headers.TryGetValue("Content-Encoding", out var encoding) && encoding == "gzip");
        Assert.Equal(isCompressed, int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture) < length);
    }

    [Fact]
    public async Task SendAsync_TheCallerCancels_Throws()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeSilence());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transport(server).SendAsync(ElasticRequest.Get(), cancel.Token));
    }

    [Fact]
    public async Task SendAsync_AReplyOverTheLimit_IsRefused()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", FakeReply.Ok(new string(' ', 1001)));

        Assert.Equal(ElasticFailure.MalformedReply, (await Transport(server).SendAsync(ElasticRequest.Get(), Cancelled)).Error?.Failure);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task SendAsync_ACompressedReplyThatIsDamaged_IsAValueAndMayBeTriedAgain(string encoding)
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        server.On("GET /", new FakeBody(200, "{}") { Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } });
        using var handler = new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All };
        using var client = new HttpClient(handler);
        var transport = new HttpElasticsearchTransport(client, Endpoint(server.Address.ToString(), null), new ElasticTransportOptions());

        Assert.Equal(ElasticFailure.MalformedReply, (await transport.SendAsync(ElasticRequest.Get(), Cancelled)).Error?.Failure);
    }

    [Fact]
    public async Task SendAsync_LargeReplies_ComeWholeAndKeepTheirBytesUntilDisposed()
    {
        await using var server = await FakeElasticsearch.StartAsync(Cancelled);
        var texts = new[] { new string('a', 100_000), new string('b', 70_000), new string('c', 300_000) };
        var transport = new HttpElasticsearchTransport(_client, Endpoint(server.Address.ToString(), null), new ElasticTransportOptions());
        var replies = new List<ElasticResponse>();
        foreach (var (text, number) in texts.Select((text, number) => (text, number)))
        {
            server.On($"GET /{number}", FakeReply.Ok(text));
            using var forgotten = (await transport.SendAsync(ElasticRequest.Get($"{number}"), Cancelled)).Value;
            replies.Add((await transport.SendAsync(ElasticRequest.Get($"{number}"), Cancelled)).Value);
        }

        Assert.Equal(texts, replies.Select(reply => Encoding.UTF8.GetString(reply.Content.Span)));
        replies.ForEach(reply => reply.Dispose());
        replies.ForEach(reply => reply.Dispose());
        Assert.All(replies, reply => Assert.Throws<ObjectDisposedException>(() => reply.Content));
    }

    [Fact]
    public async Task SendAsync_AnyFailure_DoesNotShowCredentials()
    {
        var endpoint = Endpoint("http://user:secret@127.0.0.1:1", null);
        var transport = new HttpElasticsearchTransport(_client, endpoint, new ElasticTransportOptions());

        Assert.DoesNotContain("secret", (await transport.SendAsync(ElasticRequest.Get(), Cancelled)).Error?.ToString());
    }

    public void Dispose() => _client.Dispose();

    private HttpElasticsearchTransport Transport(FakeElasticsearch server, string? apiKey = null) =>
        new(_client, Endpoint(server.Address.ToString(), apiKey), new ElasticTransportOptions { MaxReplyBytes = 1000 });

    private static ElasticsearchEndpoint Endpoint(string address, string? apiKey) =>
        ElasticsearchEndpoint.TryParse(address, apiKey, out var endpoint, out var fault) ? endpoint : throw new ArgumentException(fault);
}
