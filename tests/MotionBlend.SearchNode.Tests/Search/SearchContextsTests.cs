using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>Scrolls and points in time: their number, their time, and what they see.</summary>
public sealed class SearchContextsTests
{
    [Fact]
    public async Task OpenScroll_OneTooMany_IsRefusedAndFreedOnesMakeRoom()
    {
        await using var node = await TestNode.StartAsync("search.max_open_scroll_context=2");
        await FillAsync(node, 3);
        var first = await ScrollAsync(node);
        await ScrollAsync(node);

        var (status, refused) = await node.SendAsync("POST", "/x/_search?scroll=1m&size=1");
        await node.SendAsync("DELETE", "/_search/scroll", $$"""{"scroll_id":"{{first}}"}""");
        var (again, _) = await node.SendAsync("POST", "/x/_search?scroll=1m&size=1");

        Assert.Equal(429, status);
        Assert.Equal("too_many_scroll_contexts_exception", refused!["error"]!["root_cause"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(200, again);
    }

    [Fact]
    public async Task OpenPointInTime_OneTooMany_IsRefused()
    {
        await using var node = await TestNode.StartAsync("search.max_open_pit_context=1");
        await FillAsync(node, 1);
        await PointInTimeAsync(node, "1m");

        var (status, _) = await node.SendAsync("POST", "/x/_pit?keep_alive=1m");

        Assert.Equal(429, status);
    }

    [Fact]
    public async Task OpenPointInTime_ManyAtOnce_OpenNoMoreThanTheLimit()
    {
        await using var node = await TestNode.StartAsync("search.max_open_pit_context=5");
        await FillAsync(node, 1);

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => node.SendAsync("POST", "/x/_pit?keep_alive=1m")));

        Assert.InRange(replies.Count(reply => reply.Status == 200), 1, 5);
        Assert.All(replies, reply => Assert.Contains(reply.Status, new[] { 200, 429 }));
    }

    [Fact]
    public async Task SearchPointInTime_AfterItsTime_FindsNoContext()
    {
        await using var node = await TestNode.StartAsync();
        await FillAsync(node, 1);
        var view = await PointInTimeAsync(node, "1ms");
        await Task.Delay(20, TestContext.Current.CancellationToken);

        var (status, _) = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{view}}}"}}""");

        Assert.Equal(404, status);
    }

    [Fact]
    public async Task SearchPointInTime_AfterWritesMappingChangesAndCheckpoints_SeesItsMoment()
    {
        await using var node = await TestNode.StartAsync("node.checkpoint_megabytes=1");
        await FillAsync(node, 2000);
        var view = await PointInTimeAsync(node, "5m");
        await FillAsync(node, 2000, "again ");
        await node.SendAsync("PUT", "/x/_doc/new", """{"n":[1,2],"t":["a","b"],"added":5}""");
        await node.SendAsync("DELETE", "/x/_doc/7");
        for (var round = 0; round < 3; round++)
            await FillAsync(node, 2000, new string('y', 2000));

        var (status, found) = await node.SendAsync(
            "POST", "/_search", $$$$"""{"pit":{"id":"{{{{view}}}}"},"size":2000,"sort":["n"],"track_total_hits":true,"query":{"term":{"t":"first"}}}""");
        var (_, now) = await node.SendAsync("POST", "/x/_count", """{"query":{"term":{"t":"first"}}}""");

        Assert.Equal(200, status);
        Assert.Equal(2000, found!["hits"]!["total"]!["value"]!.GetValue<int>());
        Assert.Equal(Enumerable.Range(0, 2000), found["hits"]!["hits"]!.AsArray().Select(hit => hit!["_source"]!["n"]!.GetValue<int>()));
        Assert.Equal(0, now!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Scroll_ThroughManyDocuments_GivesEachOnceInOrder()
    {
        await using var node = await TestNode.StartAsync();
        await FillAsync(node, 997);
        var (_, page) = await node.SendAsync("POST", "/x/_search?scroll=1m", """{"size":100,"sort":[{"n":"desc"}],"_source":false}""");
        var seen = new List<int>();
        while (page!["hits"]!["hits"]!.AsArray() is { Count: > 0 } hits)
        {
            seen.AddRange(hits.Select(hit => hit!["sort"]![0]!.GetValue<int>()));
            (_, page) = await node.SendAsync("POST", "/_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{page["_scroll_id"]!.GetValue<string>()}}"}""");
        }

        Assert.Equal(Enumerable.Range(0, 997).Reverse(), seen);
    }

    [Fact]
    public async Task Slices_OfAPointInTime_PartitionTheDocuments()
    {
        await using var node = await TestNode.StartAsync();
        await FillAsync(node, 200);
        var view = await PointInTimeAsync(node, "1m");
        var seen = new List<string>();
        for (var slice = 0; slice < 3; slice++)
        {
            var (_, page) = await node.SendAsync(
                "POST", "/_search", $$$$$"""{"pit":{"id":"{{{{{view}}}}}"},"slice":{"id":{{{{{slice}}}}},"max":3},"size":200,"aggs":{"c":{"max":{"field":"n"}}}}""");
            var hits = page!["hits"]!["hits"]!.AsArray();
            Assert.NotEmpty(hits);
            Assert.Equal(hits.Max(hit => hit!["_source"]!["n"]!.GetValue<int>()), page["aggregations"]!["c"]!["value"]!.GetValue<double>());
            seen.AddRange(hits.Select(hit => hit!["_id"]!.GetValue<string>()));
        }

        Assert.Equal(200, seen.Count);
        Assert.Equal(200, seen.Distinct().Count());
    }

    [Fact]
    public async Task PointInTime_OfADeletedIndex_IsClosedAndStillSaysWhy()
    {
        await using var node = await TestNode.StartAsync("search.max_open_pit_context=1");
        await FillAsync(node, 1);
        var lost = await PointInTimeAsync(node, "24h");
        await node.SendAsync("DELETE", "/x");
        await FillAsync(node, 1);

        var status = 429;
        for (var attempt = 0; status == 429 && attempt < 200; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            (status, _) = await node.SendAsync("POST", "/x/_pit?keep_alive=1m");
        }

        var (searched, body) = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{lost}}}"}}""");
        Assert.Equal(200, status);
        Assert.Equal(503, searched);
        Assert.Equal("no_shard_available_action_exception", body!["error"]!["root_cause"]![0]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Scroll_ReadPastItsEnd_StaysEmptyUntilItIsClosed()
    {
        await using var node = await TestNode.StartAsync();
        await FillAsync(node, 3);
        var (_, first) = await node.SendAsync("POST", "/x/_search?scroll=1m", """{"size":2}""");
        var id = Text(first, "_scroll_id");
        List<int> pages = [];
        for (var page = 0; page < 3; page++)
        {
            var (_, next) = await node.SendAsync("POST", "/_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{id}}"}""");
            Assert.Equal(3, next!["hits"]!["total"]!["value"]!.GetValue<int>());
            pages.Add(next["hits"]!["hits"]!.AsArray().Count);
        }

        var (status, closed) = await node.SendAsync("DELETE", "/_search/scroll", $$"""{"scroll_id":"{{id}}"}""");

        Assert.Equal([1, 0, 0], pages);
        Assert.Equal(200, status);
        Assert.Equal(1, closed!["num_freed"]!.GetValue<int>());
    }

    [Fact]
    public async Task Views_OverNoIndex_AreReadAsEmpty()
    {
        await using var node = await TestNode.StartAsync();
        var (_, first) = await node.SendAsync("POST", "/none*/_search?scroll=1m");
        var (_, opened) = await node.SendAsync("POST", "/none*/_pit?keep_alive=1m");

        var (scrolled, page) = await node.SendAsync("POST", "/_search/scroll", $$"""{"scroll":"1m","scroll_id":"{{Text(first, "_scroll_id")}}"}""");
        var (searched, found) = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{Text(opened, "id")}}}"}}""");

        Assert.Equal((200, 200), (scrolled, searched));
        Assert.Empty(page!["hits"]!["hits"]!.AsArray());
        Assert.Empty(found!["hits"]!["hits"]!.AsArray());
    }

    private static async Task FillAsync(TestNode node, int documents, string text = "first") => await node.BulkAsync(
        "x", Enumerable.Range(0, documents).SelectMany(n => new[] { $$$"""{"index":{"_id":"{{{n}}}"}}""", $$"""{"n":{{n}},"t":"{{text}}"}""" }));

    private static async Task<string> ScrollAsync(TestNode node) => Text((await node.SendAsync("POST", "/x/_search?scroll=1m&size=1")).Body, "_scroll_id");

    private static async Task<string> PointInTimeAsync(TestNode node, string keepAlive) =>
        Text((await node.SendAsync("POST", $"/x/_pit?keep_alive={keepAlive}")).Body, "id");

    private static string Text(JsonNode? body, string member) => body![member]!.GetValue<string>();
}
