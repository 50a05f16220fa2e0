using System.Diagnostics;

namespace MotionBlend.SearchNode.Tests.Documents;

/// <summary>When searches see writes that ask for no refresh.</summary>
public sealed class RefreshTests
{
    [Fact]
    public async Task Search_BeforeARefresh_SeesReplacedAndDeletedDocumentsAsTheyWere()
    {
        await using var node = await TestNode.StartAsync();
        await UnseenChangesAsync(node);

        Assert.Equal(["1:old", "2:old"], await SearchAsync(node));
        Assert.Equal((200, "newer"), await GetAsync(node, "1"));
        Assert.Equal((404, null), await GetAsync(node, "2"));
        Assert.Equal((200, "new"), await GetAsync(node, "3"));
        Assert.Equal((200, "old"), await GetAsync(node, "1", "?realtime=false"));
        Assert.Equal((404, null), await GetAsync(node, "3", "?realtime=false"));
    }

    [Fact]
    public async Task Search_AfterARefresh_SeesTheLastWrites()
    {
        await using var node = await TestNode.StartAsync();
        await UnseenChangesAsync(node);

        await node.SendAsync("POST", "/i/_refresh");

        Assert.Equal(["1:newer", "3:new"], await SearchAsync(node));
    }

    [Fact]
    public async Task Search_AfterARestart_SeesTheLastWrites()
    {
        var folder = TestNode.NewFolder();
        await using (var node = await TestNode.StartInAsync(folder))
        {
            node.KeepFolder = true;
            await UnseenChangesAsync(node);
        }

        await using var again = await TestNode.StartInAsync(folder);

        Assert.Equal(["1:newer", "3:new"], await SearchAsync(again));
        await again.SendAsync("PUT", "/i/_doc/1?refresh=true", """{"v":"last"}""");
        Assert.Equal(["1:last", "3:new"], await SearchAsync(again));
    }

    [Fact]
    public async Task Search_OfAViewOpenedBefore_KeepsItsMomentOverTheRefresh()
    {
        await using var node = await TestNode.StartAsync();
        await UnseenChangesAsync(node);
        var view = (await node.SendAsync("POST", "/i/_pit?keep_alive=1m")).Body!["id"]!.GetValue<string>();

        await node.SendAsync("POST", "/i/_refresh");

        var (_, body) = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{view}}}"},"sort":["_seq_no"]}""");
        Assert.Equal(["1", "2"], body!["hits"]!["hits"]!.AsArray().Select(hit => hit!["_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Write_WithAnInterval_IsSeenWhenItIsOver()
    {
        await using var node = await TestNode.StartAsync();
        await node.SendAsync("PUT", "/i", """{"settings":{"refresh_interval":"300ms"}}""");
        var started = Stopwatch.GetTimestamp();

        await node.SendAsync("PUT", "/i/_doc/1", """{"v":"new"}""");

        while ((await SearchAsync(node)).Count == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "never seen");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Search_OfAnIndexThatRested_SeesEverythingWritten()
    {
        await using var node = await TestNode.StartAsync();
        await node.SendAsync("PUT", "/i", """{"settings":{"search.idle.after":"0s"}}""");

        await node.SendAsync("PUT", "/i/_doc/1", """{"v":"new"}""");

        Assert.Equal(["1:new"], await SearchAsync(node));
    }

    // Documents 1 and 2 are seen; behind them, unseen, 1 changes twice, 2 goes and 3 comes.
    private static async Task UnseenChangesAsync(TestNode node)
    {
        await node.SendAsync("PUT", "/i", """{"settings":{"refresh_interval":"-1"}}""");
        await node.BulkAsync("i", ["""{"index":{"_id":"1"}}""", """{"v":"old"}""", """{"index":{"_id":"2"}}""", """{"v":"old"}"""]);
        await node.SendAsync("PUT", "/i/_doc/1", """{"v":"new"}""");
        await node.BulkAsync(
            "i",
            ["""{"index":{"_id":"1"}}""", """{"v":"newer"}""", """{"delete":{"_id":"2"}}""", """{"index":{"_id":"3"}}""", """{"v":"new"}"""],
            refresh: false);
    }

    private static async Task<List<string>> SearchAsync(TestNode node)
    {
        var (_, body) = await node.SendAsync("POST", "/i/_search", """{"query":{"match_all":{}},"aggs":{"n":{"value_count":{"field":"_index"}}}}""");
        var hits = body!["hits"]!["hits"]!.AsArray();
        Assert.Equal(hits.Count, body["hits"]!["total"]!["value"]!.GetValue<int>());
        return [.. hits.Select(hit => $"{hit!["_id"]}:{hit["_source"]!["v"]}").Order(StringComparer.Ordinal)];
    }

    private static async Task<(int Status, string? Value)> GetAsync(TestNode node, string id, string query = "")
    {
        var (status, body) = await node.SendAsync("GET", $"/i/_doc/{id}{query}");
        return (status, body!["_source"]?["v"]?.GetValue<string>());
    }
}
