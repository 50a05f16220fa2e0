namespace MotionBlend.SearchNode.Tests.Documents;

public sealed class BulkVisibilityTests
{
    private const int Documents = 100;

    [Theory]
    [InlineData(true, "-1")]
    [InlineData(false, "50ms")]
    public async Task Search_WhileBulksReplaceDocuments_SeesWholeBulksOnly(bool refresh, string interval)
    {
        await using var node = await TestNode.StartAsync();
        await node.SendAsync("PUT", "/i", $$"""{"settings":{"refresh_interval":"{{interval}}"}, "mappings":{"properties":{"round":{"type":"long"} } } }""");
        await node.BulkAsync("i", Round(0));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var round = 1; round < 40; round++)
                    await node.BulkAsync("i", Round(round), refresh);
                await stop.CancelAsync();
            },
            TestContext.Current.CancellationToken);

        var searches = 0;
        while (!stop.IsCancellationRequested)
        {
            var (_, body) = await node.SendAsync(
                "POST", "/i/_search", """{"size":0,"track_total_hits":true,"aggs":{"rounds":{"terms":{"field":"round"}}}}""");
            Assert.Equal(Documents, body!["hits"]!["total"]!["value"]!.GetValue<int>());
            Assert.Single(body["aggregations"]!["rounds"]!["buckets"]!.AsArray());
            searches++;
        }

        await writing;
        Assert.True(searches > 0);
    }

    [Fact]
    public async Task Bulk_ThatWidensAColumn_KeepsEarlierValuesAndRowsOfTheSameRequest()
    {
        await using var node = await TestNode.StartAsync();
        await node.SendAsync("PUT", "/i", """{"mappings":{"properties":{"k":{"type":"keyword"},"n":{"type":"integer"},"f":{"type":"float"}}}}""");
        await node.BulkAsync("i", ["""{"index":{"_id":"1"}}""", """{"k":"a","n":1,"f":0.5}"""]);

        await node.BulkAsync(
            "i",
            [
                """{"index":{"_id":"2"}}""", """{"k":"b","n":2,"f":1.5}""",
                """{"index":{"_id":"3"}}""", """{"k":["b","a","b"],"n":[3,3],"f":[2.5,3.5],"fresh":[true,false]}""",
                """{"index":{"_id":"4"}}""", """{"k":"c","fresh":true}""",
            ]);

        var (_, body) = await node.SendAsync(
            "POST",
            "/i/_search",
            """{"query":{"term":{"k":"a"}},"sort":["n"],"aggs":{"k":{"terms":{"field":"k"}},"s":{"sum":{"field":"n"}},"t":{"terms":{"field":"fresh"}}}}""");
        Assert.Equal(["1", "3"], body!["hits"]!["hits"]!.AsArray().Select(hit => hit!["_id"]!.GetValue<string>()));
        Assert.Equal(7, body["aggregations"]!["s"]!["value"]!.GetValue<double>());
        Assert.Equal(
            ["a:2", "b:1"],
            body["aggregations"]!["k"]!["buckets"]!.AsArray().Select(b => $"{b!["key"]}:{b["doc_count"]}"));
    }

    private static IEnumerable<string> Round(int round) => Enumerable.Range(0, Documents)
        .SelectMany(i => new[] { $$$"""{"index":{"_id":"{{{i}}}"}}""", $$"""{"round":{{round}}}""" });
}
