using MotionBlend.Elasticsearch.Search;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Search;

public sealed class SearchClientTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private FakeElasticsearch _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task SearchAsync_CompleteReply_IsRead()
    {
        Answer("""
            {"took":7,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{"value":12345,"relation":"eq"},"hits":[{"_id":"1","_source":{"a":1}}]},
             "aggregations":{"f":{"buckets":{"x":{"doc_count":3}}},"m":{"value":null},"p":{"values":[{"key":5.0,"value":0.5},{"key":95.0,"value":null}]}}}
            """);

        var result = await SearchAsync(reply =>
            (reply.Total, reply.TookMilliseconds, reply.Hits.Count, reply.FilterCount("f", "x"), reply.Metric("m"), string.Join('|', reply.Percentiles("p"))));

        Assert.Equal((12345, 7, 1, 3, null, "0.5|"), result.Value);
    }

    [Theory]
    [InlineData("""{"took":1,"timed_out":false,"_shards":{"total":5,"failed":2},"hits":{"total":{"value":1},"hits":[]}}""", "2 of 5 shards gave no answer")]
    [InlineData("""{"took":1,"timed_out":true,"_shards":{"total":5,"failed":0},"hits":{"total":{"value":1},"hits":[]}}""", "the search ran out of time")]
    public async Task SearchAsync_PartOfTheAnswer_IsAFailure(string reply, string reason)
    {
        Answer(reply);

        var error = (await SearchAsync(found => found.Total)).Error;

        Assert.Equal((ElasticFailure.ServerError, reason), (error?.Failure, error?.Reason));
        Assert.True(error?.IsTransient);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"took":1,"timed_out":false,"_shards":{"total":1,"failed":0}}""")]
    [InlineData("""{"took":"x","timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{"value":1},"hits":[]}}""")]
    [InlineData("""{"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":1,"hits":[]}}""")]
    [InlineData("""{"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{"value":1},"hits":[{}]}}""")]
    public async Task SearchAsync_ReplyOfAnotherShape_IsMalformed(string reply)
    {
        Answer(reply);

        var error = (await SearchAsync(found => found.Total)).Error;

        Assert.Equal(ElasticFailure.MalformedReply, error?.Failure);
        Assert.Equal("POST /blends/_search", error?.Target);
    }

    [Fact]
    public async Task SearchAsync_ValueThatTheReplyLacks_IsMalformed()
    {
        Answer("""{"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{"value":1},"hits":[]}}""");

        Assert.Equal(ElasticFailure.MalformedReply, (await SearchAsync(reply => reply.FilterCount("f", "x"))).Error?.Failure);
    }

    [Fact]
    public async Task SearchAsync_ServersError_IsPassedOn()
    {
        _server.On("POST /blends/_search", FakeReply.NoSuchIndex("blends"));

        var error = (await SearchAsync(reply => reply.Total)).Error;

        Assert.Equal((ElasticFailure.NotFound, "index_not_found_exception", "no such index [blends]"), (error?.Failure, error?.Type, error?.Reason));
    }

    private void Answer(string json) => _server.On("POST /blends/_search", FakeReply.Ok(json));

    private Task<ElasticResult<T>> SearchAsync<T>(Func<SearchReply, T> read)
        where T : notnull
    {
        _ = ElasticsearchEndpoint.TryParse(_server.Address.ToString(), null, out var endpoint, out _);
        var transport = new HttpElasticsearchTransport(_http, endpoint!, new ElasticTransportOptions());
        return new SearchClient(transport).SearchAsync("blends", new SearchRequest(), read, TestContext.Current.CancellationToken);
    }
}
