using System.Text;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Indices;

public sealed class IndexClientTests
{
    private const string Described = """
        {"b":{"aliases":{"blends":{}},"mappings":{"_meta":{"x":1}},"settings":{"index":{"refresh_interval":"30s"}}},
         "a":{"aliases":{"blends":{},"other":{}},"mappings":{},"settings":{"index":{}}}}
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAliasAsync_AnAlias_GivesItsIndicesByName()
    {
        var result = await new IndexClient(ScriptedTransport.Always(Described)).FindAliasAsync("blends", Cancelled);

        Assert.Equal(["a", "b"], Assert.IsType<AliasTarget.Indices>(result.Value).Names);
    }

    [Fact]
    public async Task FindAliasAsync_AConcreteIndex_IsTold()
    {
        var result = await new IndexClient(ScriptedTransport.Always(Described)).FindAliasAsync("a", Cancelled);

        Assert.IsType<AliasTarget.ConcreteIndex>(result.Value);
    }

    [Fact]
    public async Task FindAliasAsync_NothingOfThatName_IsMissing()
    {
        var transport = ScriptedTransport.Always(new ElasticError(ElasticFailure.NotFound, 404, "index_not_found_exception", "no such index", "GET /x"));

        Assert.IsType<AliasTarget.Missing>((await new IndexClient(transport).FindAliasAsync("x", Cancelled)).Value);
    }

    [Fact]
    public async Task FindAliasAsync_AnotherFailure_IsNotTakenForMissing()
    {
        var transport = ScriptedTransport.Always(new ElasticError(ElasticFailure.Forbidden, 403, null, "no", "GET /x"));

        Assert.Equal(ElasticFailure.Forbidden, (await new IndexClient(transport).FindAliasAsync("x", Cancelled)).Error?.Failure);
    }

    [Fact]
    public async Task GetAsync_Indices_GivesAliasesMappingsAndSettings()
    {
        var result = await new IndexClient(ScriptedTransport.Always(Described)).GetAsync("*", Cancelled);

        var first = result.Value[0];
        Assert.Equal(("b", "blends", 1, "30s"),
            (first.Name, first.Aliases.Single(), (int?)first.Mappings["_meta"]?["x"], (string?)first.Settings["refresh_interval"]));
    }

    [Fact]
    public async Task UpdateAliasesAsync_Actions_AreOneRequest()
    {
        var transport = ScriptedTransport.Always("""{"acknowledged":true,"errors":false}""");

        var result = await new IndexClient(transport).UpdateAliasesAsync(
            [new AliasAction.Remove("old", "blends"), new AliasAction.Add("new", "blends")], Cancelled);

        Assert.Null(result.Error);
        Assert.Equal(
            """{"actions":[{"remove":{"index":"old","alias":"blends","must_exist":true}},{"add":{"index":"new","alias":"blends"}}]}""",
            Encoding.UTF8.GetString(Assert.Single(transport.Requests).Body!.Content.Span));
    }

    [Fact]
    public async Task UpdateAliasesAsync_AStepFailsInsideA200_IsAFailure()
    {
        var transport = ScriptedTransport.Always("""{"acknowledged":true,"errors":true,"action_results":[{"status":404}]}""");

        var result = await new IndexClient(transport).UpdateAliasesAsync([new AliasAction.Add("new", "blends")], Cancelled);

        Assert.Equal(ElasticFailure.BadRequest, result.Error?.Failure);
    }

    [Theory]
    [InlineData("""{"count":5,"_shards":{"total":1,"successful":1,"failed":0}}""", 5L)]
    [InlineData("""{"count":5}""", 5L)]
    [InlineData("""{"count":5,"_shards":{"total":2,"successful":1,"failed":1}}""", null)]
    [InlineData("""{"count":"5"}""", null)]
    [InlineData("""[]""", null)]
    [InlineData("""{"count":""", null)]
    public async Task CountAsync_AReply_CountsOnlyWhenEveryShardDid(string reply, long? expected)
    {
        var result = await new IndexClient(ScriptedTransport.Always(reply)).CountAsync("i", Cancelled);

        Assert.Equal(expected, result.TryGet(out var count, out _) ? count : null);
    }

    [Fact]
    public async Task RefreshAsync_AShardFails_IsAFailureThatMayBeRepeated()
    {
        var transport = ScriptedTransport.Always("""{"_shards":{"total":2,"successful":1,"failed":1}}""");

        Assert.True((await new IndexClient(transport).RefreshAsync("i", Cancelled)).Error?.IsTransient);
    }
}
