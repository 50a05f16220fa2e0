using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Bulk;

public sealed class BulkClientTests
{
    private const string Created = """{"took":3,"errors":false,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"updated","status":200}}]}""";

    /// <summary>Replies of status 200 from which nobody could say what was written.</summary>
    public static TheoryData<string, string> Unusable => new()
    {
        { """{"took":3,"errors":false}""", "no items" },
        { """{"took":3,"errors":false,"items":[]}""", "0 items for 2" },
        { """{"items":[{"index":{"_id":"a","status":201}}]}""", "1 items for 2" },
        { """{"items":[{"index":{"_id":"a","status":201}},{"index":{"_id":"b","status":201}},{"index":{"_id":"c","status":201}}]}""", "more items" },
        { """{"items":[{"index":{"_id":"b","status":201}},{"index":{"_id":"a","status":201}}]}""", "does not name" },
        { """{"items":[{"index":{"_id":null,"status":201}},{"index":{"_id":"b","status":201}}]}""", "does not name" },
        { """{"items":[{"index":{"status":201}},{"index":{"_id":"b","status":201}}]}""", "does not name" },
        { """{"items":[{"index":{"_id":"a"}},{"index":{"_id":"b","status":201}}]}""", "no status" },
        { """{"items":[{"create":{"_id":"a","status":201}},{"index":{"_id":"b","status":201}}]}""", "no index operation" },
        { """{"items":[{"index":{"_id":"a","status":"201"}},{"index":{"_id":"b","status":201}}]}""", "another type" },
        { """{"items":[{"index":{"_id":"a","status":201}},{"index":{"_id":"b","status":201}}""", "no JSON" },
        { """{"items":[{"index":{"_id":"a","status":201}},{"index":{"_id":"b","status":201}}]""", "no JSON" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"b","result":"created","status":201}},{"index":{"_id":"a","result":"created","status":201}}]}""", "does not name" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}}]}""", "1 items for 2" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"created","status":201}},{"index":{"_id":"c","result":"created","status":201}}]}""", "more items" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"created","status":201}}]""", "no JSON" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"created","status":201}}]}]""", "no JSON" },
        { """{"errors":false,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"bb","result":"created","status":201}}]}""", "does not name" },
        { """["items"]""", "no object" },
        { "", "no JSON" },
    };

    [Fact]
    public async Task SendAsync_AllTaken_PairsEachItem()
    {
        var result = await SendAsync(ScriptedTransport.Always(Created));

        Assert.Equal([BulkItemOutcome.Created, BulkItemOutcome.Updated], result.Value.Items.Select(item => item.Outcome));
        Assert.Equal(TimeSpan.FromMilliseconds(3), result.Value.Took);
    }

    [Theory]
    [InlineData("""{"errors":false,"took":7,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"created","status":201}}]}""")]
    [InlineData("""{"took":7,"errors":false,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","result":"created","status":201}}]}""")]
    [InlineData("""{"took":7,"items":[{"index":{"status":201,"_id":"a"}},{"index":{"_id":"b","result":"created","status":201}}]}""")]
    public async Task SendAsync_AllCreated_IsReadHoweverItIsWritten(string reply)
    {
        var result = await SendAsync(ScriptedTransport.Always(reply));

        var created = new BulkItemResult(BulkItemOutcome.Created, 201);
        Assert.Equal([created, created], result.Value.Items);
        Assert.Equal(created, result.Value.Items[1]);
        Assert.Equal(TimeSpan.FromMilliseconds(7), result.Value.Took);
    }

    [Theory]
    [InlineData("""{"errors":true,"took":3,"items":[{"index":{"_id":"a","result":"created","status":201}},{"index":{"_id":"b","status":429,"error":{"type":"t","reason":"r"}}}]}""")]
    public async Task SendAsync_AllCreatedButOne_PairsEachItem(string reply) => Assert.Equal(
        [BulkItemOutcome.Created, BulkItemOutcome.Unavailable], (await SendAsync(ScriptedTransport.Always(reply))).Value.Items.Select(item => item.Outcome));

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task SendAsync_AReplyThatDoesNotPair_IsNoResult(string reply, string reason)
    {
        var result = await SendAsync(ScriptedTransport.Always(reply));

        Assert.Equal(ElasticFailure.MalformedReply, result.Error?.Failure);
        Assert.Contains(reason, result.Error?.Reason);
    }

    [Theory]
    [InlineData(400, BulkItemOutcome.Malformed)]
    [InlineData(403, BulkItemOutcome.Refused)]
    [InlineData(404, BulkItemOutcome.Refused)]
    [InlineData(409, BulkItemOutcome.Conflict)]
    [InlineData(429, BulkItemOutcome.Unavailable)]
    [InlineData(500, BulkItemOutcome.Refused)]
    [InlineData(503, BulkItemOutcome.Unavailable)]
    public async Task SendAsync_AnItemOfAStatus_HasItsOutcome(int status, BulkItemOutcome expected)
    {
        var reply = """{"errors":true,"items":[{"index":{"_id":"a","status":STATUS,"error":{"type":"t","reason":"outer","caused_by":{"type":"u","reason":"inner"}}}},{"index":{"_id":"b","status":200,"result":"noop"}}]}"""
            .Replace("STATUS", status.ToString(), StringComparison.Ordinal);

        var result = await SendAsync(ScriptedTransport.Always(reply));

        Assert.Equal(new BulkItemResult(expected, status, "t", "outer: inner"), result.Value.Items[0]);
        Assert.Equal(BulkItemOutcome.Noop, result.Value.Items[1].Outcome);
    }

    [Fact]
    public async Task SendAsync_ToAnAlias_RequiresThatItIsOne()
    {
        var transport = ScriptedTransport.Always(Created);
        using var body = BulkBodyTests.Body(("a", "{}"), ("b", "{}"));

        await new BulkClient(transport).SendAsync("blends", requireAlias: true, body, TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);

        var request = Assert.Single(transport.Requests);
        Assert.Equal("POST /blends/_bulk", request.Target);
        Assert.Contains(new("require_alias", "true"), request.Query);
        Assert.Equal(TimeSpan.FromSeconds(7), request.Timeout);
        Assert.Equal(ElasticBody.NdJson, request.Body?.MediaType);
    }

    [Fact]
    public async Task SendAsync_AFailedRequest_GivesItsError()
    {
        var error = new ElasticError(ElasticFailure.TooLarge, 413, null, "too large", "POST /i/_bulk");

        Assert.Same(error, (await SendAsync(ScriptedTransport.Always(error))).Error);
    }

    private static async Task<ElasticResult<BulkReply>> SendAsync(ScriptedTransport transport)
    {
        using var body = BulkBodyTests.Body(("a", "{}"), ("b", "{}"));
        return await new BulkClient(transport).SendAsync("i", false, body, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
    }
}
