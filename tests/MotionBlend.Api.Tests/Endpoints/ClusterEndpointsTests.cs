using MotionBlend.Domain.Cluster;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Endpoints;

public sealed class ClusterEndpointsTests : IAsyncLifetime
{
    private const string Index = "mb_blends_v1-20261124t120000.000";

    private FakeElasticsearch _backend = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _backend
            .On("GET /", FakeReply.Ok("""{"version":{"number":"8.19.21"}}"""))
            .On("GET /_cluster/health", Described("""
                {"cluster_name":"studio","status":"red","number_of_nodes":3,"number_of_data_nodes":2,"active_primary_shards":3,"active_shards":5,
                 "unassigned_shards":2,"indices":{"INDEX":{"status":"red","number_of_shards":3,"number_of_replicas":1,"active_primary_shards":2,"unassigned_shards":2}}}
                """))
            .On("GET /mb_blends_v1", Described("""
                {"INDEX":{"aliases":{},"mappings":{"_meta":{"schema_version":1,"export_run":"run-7"}},"settings":{"index":{"refresh_interval":"30s"}}}}
                """))
            .On("GET /mb_blends_v1/_stats/*", Described("""
                {"indices":{"INDEX":{"primaries":{"docs":{"count":11340,"deleted":12}},"total":{"store":{"size_in_bytes":4096}}}}}
                """))
            .On(SearchReplies.Target, FakeReply.Error(503, "no_shard_available_action_exception", "all shards failed"));
        _api = await ApiServer.StartAsync(_backend);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Cluster_RedIndex_IsShownAllTheSame()
    {
        var overview = (await _api.Client.ClusterAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Equal(
            new ClusterOverview(HealthStatus.Red,
                "1 primary shard of mb_blends_v1 is not assigned: searches fail or are incomplete until the node that holds them is back.",
                "studio", "8.19.21", 3, 2, 3, 5, 2, "mb_blends_v1", overview.Indices, null),
            overview);
        Assert.Equal(new IndexOverview(Index, HealthStatus.Red, 11340, 12, 4096, 3, 1, "30s", 1, "run-7"), Assert.Single(overview.Indices));
    }

    [Fact]
    public async Task Cluster_NothingExported_IsAStateAndNoError()
    {
        var missing = FakeReply.NoSuchIndex("mb_blends_v1");
        _backend.On("GET /mb_blends_v1", missing).On("GET /mb_blends_v1/_stats/*", missing).On(SearchReplies.Target, missing);

        var overview = (await _api.Client.ClusterAsync(TestContext.Current.CancellationToken)).Value;

        Assert.Empty(overview.Indices);
        Assert.EndsWith("Nothing is exported yet: run the exporter.", overview.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_IndexOfOtherHands_HasNoSchemaOrRun()
    {
        _backend.On("GET /mb_blends_v1", Described("""
            {"INDEX":{"aliases":{},"mappings":{"_meta":{"schema_version":"one"}},"settings":{"index":{}}}}
            """));

        var index = Assert.Single((await _api.Client.ClusterAsync(TestContext.Current.CancellationToken)).Value.Indices);

        Assert.Null(index.SchemaVersion);
        Assert.Null(index.ExportRun);
        Assert.Equal("1s", index.RefreshInterval);
    }

    private static FakeReply Described(string json) => FakeReply.Ok(json.Replace("INDEX", Index, StringComparison.Ordinal));
}
