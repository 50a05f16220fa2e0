using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Judging;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Cases = 300;
    private const int Seed = 20_000;

    [Fact]
    public async Task Node_GeneratedCases_AreUnequalNoMoreOftenThanBefore()
    {
        var real = Environment.GetEnvironmentVariable(DifferentialCommand.Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(real), $"{DifferentialCommand.Variable} does not name a real Elasticsearch.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var node = await JudgedServer.OpenAsync(url: null, cancellationToken);
        using var servers = new ServerPair(new Uri(real!), node.Address);

        var report = await new DifferentialRun(servers) { ShrunkPerPlace = 0 }.RunAsync(Cases, Seed, found: null, cancellationToken);

        output.WriteLine(report.ToString());
        Assert.True(report.Differences + report.Refusals <= DifferentialRatchet.MaximumUnequal, report.ToString());
    }

    [Fact]
    public void Generate_SameSeed_IsTheSameEpisode()
    {
        var first = Episode.Generate(42).Requests.Select(request => request.ToWire("x").ToCurl());
        var second = Episode.Generate(42).Requests.Select(request => request.ToWire("x").ToCurl());

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("""{"took":1,"a":1.0}""", """{"took":9,"a":1}""", null)]
    [InlineData("""{"hits":{"hits":[{"_score":0.5}]}}""", """{"hits":{"hits":[{"_score":0.500001}]}}""", null)]
    [InlineData("""{"hits":{"hits":[{"_score":0.5}]}}""", """{"hits":{"hits":[{"_score":0.50002}]}}""", ".hits.hits.#._score")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", ".a.length")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", ".b")]
    [InlineData("""{"a":0.30000000000000004}""", """{"a":0.3}""", null)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", ".a")]
    public void Compare_Replies_TellsWhereTheyDiffer(string expected, string actual, string? shape) =>
        Assert.Equal(shape, ReplyComparison.Compare(Reply(200, expected), Reply(200, actual))?.Shape);

    [Theory]
    [InlineData("parsing_exception", null)]
    [InlineData("illegal_argument_exception", "error.type")]
    public void Compare_Errors_ComparesTheirTypes(string type, string? shape)
    {
        var expected = Reply(400, """{"error":{"root_cause":[],"type":"parsing_exception","reason":"a"},"status":400}""");
        var actual = Reply(400, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["reason"] = "b" }, ["status"] = 400 }.ToJsonString());

        Assert.Equal(shape, ReplyComparison.Compare(expected, actual)?.Shape);
    }

    [Fact]
    public void IsRefusal_ReplyNamesTheFeature_IsCountedApart()
    {
        var reply = Reply(400, """{"error":{"type":"illegal_argument_exception","reason":"[rescore] in a search is not supported by this node"},"status":400}""");

        Assert.True(ReplyComparison.IsRefusal(reply));
        Assert.Equal("[rescore] in a search", ReplyComparison.RefusedFeature(reply));
    }

    private static WireReply Reply(int status, string json) => new(status, json, "application/json", []);
}
