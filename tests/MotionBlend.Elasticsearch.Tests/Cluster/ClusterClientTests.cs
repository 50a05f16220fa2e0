using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Cluster;

public sealed class ClusterClientTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private FakeElasticsearch _server = null!;
    private ClusterClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _ = ElasticsearchEndpoint.TryParse(_server.Address.ToString(), null, out var endpoint, out _);
        _client = new ClusterClient(new HttpElasticsearchTransport(_http, endpoint!, new ElasticTransportOptions()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task HealthAsync_Reply_IsRead()
    {
        _server.On("GET /_cluster/health", FakeReply.Ok("""
            {"cluster_name":"c","status":"yellow","number_of_nodes":2,"number_of_data_nodes":1,"active_primary_shards":3,"active_shards":4,"unassigned_shards":5,
             "indices":{"i":{"status":"red","number_of_shards":3,"number_of_replicas":1,"active_primary_shards":2,"unassigned_shards":4}}}
            """));

        var health = (await _client.HealthAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal(new ClusterHealth("c", ClusterStatus.Yellow, 2, 1, 3, 4, 5, health.Indices), health);
        Assert.Equal(new IndexHealth(ClusterStatus.Red, 3, 1, 2, 4), health.Indices["i"]);
        Assert.Equal("?level=indices", Assert.Single(_server.Requests).Query);
    }

    [Theory]
    [InlineData("""{"cluster_name":"c","status":"purple"}""")]
    [InlineData("""{"cluster_name":null}""")]
    [InlineData("""{"status":"green"}""")]
    public async Task HealthAsync_ReplyOfAnotherShape_IsMalformed(string reply)
    {
        _server.On("GET /_cluster/health", FakeReply.Ok(reply));

        Assert.Equal(ElasticFailure.MalformedReply, (await _client.HealthAsync(TestContext.Current.CancellationToken)).Error?.Failure);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task ExistsAsync_Head_TellsByTheStatus(int status, bool exists)
    {
        _server.On("HEAD /i", new FakeBody(status, ""));

        Assert.Equal(exists, (await _client.ExistsAsync("i", TestContext.Current.CancellationToken)).Value);
    }

    [Fact]
    public async Task StatisticsAsync_Reply_IsReadByIndex()
    {
        _server.On("GET /a/_stats/docs%2Cstore", FakeReply.Ok(
            """{"indices":{"a-1":{"primaries":{"docs":{"count":9,"deleted":2},"store":{"size_in_bytes":5}},"total":{"docs":{"count":18,"deleted":4},"store":{"size_in_bytes":10}}}}}"""));

        var statistics = (await _client.StatisticsAsync("a", TestContext.Current.CancellationToken)).Value;

        Assert.Equal(new IndexStatistics(9, 2, 10), Assert.Single(statistics).Value);
    }
}
