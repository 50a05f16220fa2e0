using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace MotionBlend.SearchNode.Tests.Storage;

/// <summary>A disk that others fill up to its last byte: what was acknowledged stays, searches are answered, writes go on when there is room.</summary>
public sealed class FullDiskTests
{
    private const int Documents = 8000;
    private const long Megabyte = 1024 * 1024;

    // With these the log of the documents below is a little shorter than what is folded into the file.
    private static readonly string[] Settings = ["node.disk_reserve_megabytes=1", "node.checkpoint_megabytes=20"];

    // Stands still, so that the log is folded where a test says so and at no other time.
    private readonly FakeTimeProvider _clock = new();

    private const string Index = """
        {"settings":{"refresh_interval":"-1"},
         "mappings":{"properties":{"n":{"type":"integer"},"fill":{"type":"keyword","index":false,"doc_values":false}}}}
        """;

    [Fact]
    public async Task Write_OnADiskWithoutAByte_IsBlockedAndGoesOnWithRoom()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        await FillAsync(node);
        await node.BulkAsync("x", Bulk("a", 0, 100), refresh: false);
        disk.Fill(left: 0);

        var (document, refused) = await node.SendAsync("PUT", "/x/_doc/one", """{"n":1}""");
        var create = await node.SendAsync("PUT", "/y");
        var created = await node.SendAsync("PUT", "/z/_doc/1", """{"n":1}""");
        var refresh = await node.SendAsync("POST", "/x/_refresh");
        var full = await CountAsync(node);
        disk.Empty();
        var written = await node.SendAsync("PUT", "/x/_doc/one?refresh=true", """{"n":1}""");

        Assert.Equal(429, document);
        Assert.Equal("cluster_block_exception", refused!["error"]!["type"]!.GetValue<string>());
        Assert.Equal(429, create.Status);
        Assert.Equal(429, created.Status);
        Assert.Equal(200, refresh.Status);
        Assert.Equal(Documents, full);
        Assert.Equal(201, written.Status);
        Assert.Equal(Documents + 1, await CountAsync(node));
    }

    [Fact]
    public async Task Bulk_ThatTheLogHasNoRoomFor_IsRefusedItemByItemAndNothingOfItStays()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        await FillAsync(node);
        disk.Fill(left: 3 * Megabyte);

        var bulk = await node.BulkAsync("x", Bulk("b", 0, 6000));
        var count = await CountAsync(node);
        disk.Empty();
        var again = await node.BulkAsync("x", Bulk("b", 0, 6000));

        Assert.All(bulk["items"]!.AsArray(), item => Assert.Equal(429, item!["index"]!["status"]!.GetValue<int>()));
        Assert.Equal(Documents, count);
        Assert.False(again["errors"]!.GetValue<bool>());
        Assert.Equal(Documents + 6000, await CountAsync(node));
    }

    [Fact]
    public async Task Database_ThatStopsForWantOfRoom_IsOpenedAgainWithAllThatWasAcknowledged()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        await StopAsync(node, disk);

        var counted = await CountAsync(node);
        var found = await node.SendAsync("POST", "/x/_search", """{"size":1,"query":{"ids":{"values":["b7"]}}}""");
        var got = await node.SendAsync("GET", "/x/_doc/a42?_source=n");
        var health = await node.SendAsync("GET", "/_cluster/health");
        disk.Empty();
        var deleted = await node.SendAsync("DELETE", "/x/_doc/a42?refresh=true");

        Assert.Equal(Documents + 5000, counted);
        Assert.Equal("b7", found.Body!["hits"]!["hits"]![0]!["_id"]!.GetValue<string>());
        Assert.Equal(42, got.Body!["_source"]!["n"]!.GetValue<int>());
        Assert.NotEqual("red", health.Body!["status"]!.GetValue<string>());
        Assert.Equal((200, 2), (deleted.Status, deleted.Body!["_version"]!.GetValue<int>()));
        Assert.Equal(Documents + 5000 - 1, await CountAsync(node));
    }

    [Fact]
    public async Task Database_ThatIsOpenedAgain_AnswersSearchesThatRunMeanwhile()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        using var stop = new CancellationTokenSource();
        var statuses = new System.Collections.Concurrent.ConcurrentBag<int>();
        var ready = new TaskCompletionSource();
        var searches = Enumerable.Range(0, 4).Select(_ => SearchAsync()).ToList();
        await StopAsync(node, disk, ready.SetResult);
        Assert.Equal(Documents + 5000, await CountAsync(node));
        await stop.CancelAsync();
        await Task.WhenAll(searches);

        Assert.NotEmpty(statuses);
        Assert.All(statuses, status => Assert.Equal(200, status));

        async Task SearchAsync()
        {
            await ready.Task;
            while (!stop.IsCancellationRequested)
                statuses.Add((await node.SendAsync("POST", "/x/_search", """{"query":{"range":{"n":{"gte":10}}},"aggs":{"m":{"max":{"field":"n"}}}}""")).Status);
        }
    }

    [Fact]
    public async Task PointInTimeAndScroll_OfADatabaseThatStopped_AreGone()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, [.. Settings, "search.max_open_pit_context=1"]);
        string view = "", scroll = "";
        await StopAsync(node, disk, () => { }, async () =>
        {
            view = (await node.SendAsync("POST", "/x/_pit?keep_alive=5m")).Body!["id"]!.GetValue<string>();
            scroll = (await node.SendAsync("POST", "/x/_search?scroll=5m", """{"size":10}""")).Body!["_scroll_id"]!.GetValue<string>();
        });

        var viewed = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{view}}}"}}""");
        var scrolled = await node.SendAsync("POST", "/_search/scroll", $$"""{"scroll_id":"{{scroll}}"}""");
        Assert.Equal(Documents + 5000, await CountAsync(node));
        var (status, opened) = await node.SendAsync("POST", "/x/_pit?keep_alive=5m");
        var (again, _) = await node.SendAsync("POST", "/_search", $$$"""{"pit":{"id":"{{{opened!["id"]}}}"}}""");

        Assert.Equal((404, 404, 200, 200), (viewed.Status, scrolled.Status, status, again));
    }

    [Fact]
    public async Task Database_ThatCannotBeOpenedAgain_IsUnavailableUntilItCan()
    {
        using var disk = SmallDisk.Mount();
        await using var node = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        await StopAsync(node, disk);
        disk.Empty();
        var file = Path.Combine(disk.DataFolder, "node.duckdb");
        var aside = Path.Combine(disk.DataFolder, "aside");
        File.Move(file, aside);
        await File.WriteAllTextAsync(file, "no database", TestContext.Current.CancellationToken);

        var search = await node.SendAsync("POST", "/x/_search");
        var write = await node.SendAsync("PUT", "/x/_doc/1", """{"n":1}""");
        var health = await node.SendAsync("GET", "/_cluster/health");
        File.Move(aside, file, overwrite: true);

        Assert.Equal((503, 503), (search.Status, write.Status));
        Assert.Equal("blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];", search.Body!["error"]!["reason"]!.GetValue<string>());
        Assert.Equal("red", health.Body!["status"]!.GetValue<string>());
        Assert.Equal(Documents + 5000, await CountAsync(node));
    }

    [Fact]
    public async Task Kill_OnAFullDisk_LosesNothingAndTheStartNeedsNoRoom()
    {
        using var disk = SmallDisk.Mount();
        using (var process = await NodeProcess.StartAsync(disk.DataFolder, [.. Settings.SelectMany(setting => new[] { "-E", setting })]))
        {
            using var http = new HttpClient { BaseAddress = process.Address };
            using var index = new StringContent(Index, Encoding.UTF8, "application/json");
            using var made = await http.PutAsync(new Uri("/x", UriKind.Relative), index, TestContext.Current.CancellationToken);
            Assert.True(made.IsSuccessStatusCode);
            await PostAsync(http, "/x/_bulk?refresh=true", Bulk("a", 0, Documents));
            // Rows that searches see are replaced, and a start would take them out.
            await PostAsync(http, "/x/_bulk", Bulk("a", 0, 100));
            disk.Fill(left: 3 * Megabyte);
            await PostAsync(http, "/x/_bulk", Bulk("b", 0, 6000));
            disk.Fill(left: 0);
            await PostAsync(http, "/x/_bulk", Bulk("c", 0, 10));
            process.Kill();
        }

        await using var again = await TestNode.StartInAsync(disk.DataFolder, _clock, Settings);
        var full = await CountAsync(again);
        var found = await again.SendAsync("POST", "/x/_search", """{"query":{"ids":{"values":["a5"]}},"version":true}""");
        var write = await again.SendAsync("PUT", "/x/_doc/a5", """{"n":1}""");
        disk.Empty();
        var written = await again.SendAsync("PUT", "/x/_doc/a5?refresh=true", """{"n":1}""");

        Assert.Equal(Documents, full);
        Assert.Equal(2, Assert.Single(found.Body!["hits"]!["hits"]!.AsArray())!["_version"]!.GetValue<int>());
        Assert.Equal(429, write.Status);
        Assert.Equal(3, written.Body!["_version"]!.GetValue<int>());
        Assert.Equal(Documents, await CountAsync(again));
    }

    // What makes the database stop: a transaction that the log has room for, behind which the log is long enough to be folded,
    // for which the file has none.
    private static async Task StopAsync(TestNode node, SmallDisk disk, Action? filled = null, Func<Task>? before = null)
    {
        await FillAsync(node);
        filled?.Invoke();
        disk.Fill(left: 12 * Megabyte);
        await node.BulkAsync("x", Bulk("b", 0, 5000));
        Assert.InRange(disk.Free, 1 * Megabyte, 4 * Megabyte);
        if (before is not null)
            await before();
        Assert.Equal(200, (await node.SendAsync("PUT", "/stopping")).Status);
    }

    private static async Task FillAsync(TestNode node)
    {
        await node.SendAsync("PUT", "/x", Index);
        await node.BulkAsync("x", Bulk("a", 0, Documents));
    }

    private static async Task<int> CountAsync(TestNode node)
    {
        var (status, body) = await node.SendAsync("GET", "/x/_count");
        Assert.Equal(200, status);
        return body!["count"]!.GetValue<int>();
    }

    private static async Task PostAsync(HttpClient http, string path, IEnumerable<string> lines)
    {
        using var body = new StringContent(string.Join('\n', lines) + "\n", Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    // A kilobyte each that cannot be packed.
    private static IEnumerable<string> Bulk(string prefix, int first, int count) => Enumerable.Range(first, count)
        .Select(i => $$$"""{"index":{"_id":"{{{prefix}}}{{{i}}}"}}{{{'\n'}}}{"n":{{{i}}},"fill":"{{{RandomNumberGenerator.GetHexString(900)}}}"}""");
}
