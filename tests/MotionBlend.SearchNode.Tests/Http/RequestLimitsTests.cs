using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace MotionBlend.SearchNode.Tests.Http;

public sealed class RequestLimitsTests
{
    [Fact]
    public async Task Body_BeyondTheLimit_IsRefusedWith413()
    {
        await using var node = await TestNode.StartAsync("http.max_content_length=1000");

        var (status, body) = await node.SendAsync("POST", "/i/_search", "{\"query\":{\"term\":{\"k\":\"" + new string('x', 2000) + "\"}}}");

        Assert.Equal(413, status);
        Assert.Equal("content_too_long_exception", body!["error"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Body_GzipBeyondTheLimitWhenUnpacked_IsRefusedWith413()
    {
        await using var node = await TestNode.StartAsync("http.max_content_length=100000");
        using var response = await node.Http.SendAsync(Gzip("/i/_search", new string(' ', 1_000_000) + "{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Body_Gzip_IsUnpacked()
    {
        await using var node = await TestNode.StartAsync();

        using var response = await node.Http.SendAsync(
            Gzip("/_bulk", "{\"index\":{\"_index\":\"i\",\"_id\":\"1\"}}\n{\"a\":1}\n", "application/x-ndjson"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(200, (await node.SendAsync("GET", "/i/_doc/1")).Status);
    }

    [Fact]
    public async Task Body_NestedTooDeep_IsA400()
    {
        await using var node = await TestNode.StartAsync();

        var (status, _) = await node.SendAsync("POST", "/_search", string.Concat(Enumerable.Repeat("{\"a\":", 1200)) + "1" + new string('}', 1200));
        var (query, body) = await node.SendAsync(
            "POST", "/_search", "{\"query\":" + string.Concat(Enumerable.Repeat("{\"bool\":{\"must\":", 40)) + "{\"match_all\":{}}" + new string('}', 81));

        Assert.Equal(400, status);
        Assert.Equal(400, query);
        Assert.Contains("max_nested_depth", body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buckets_BeyondTheLimit_AreRefused()
    {
        await using var node = await TestNode.StartAsync("search.max_buckets=10");
        await node.BulkAsync("i", Enumerable.Range(0, 20).SelectMany(i => new[] { """{"index":{}}""", $$"""{"n":{{i}}}""" }));

        var (status, body) = await node.SendAsync("POST", "/i/_search", """{"size":0,"aggs":{"h":{"histogram":{"field":"n","interval":1}}}}""");

        Assert.Equal(400, status);
        Assert.Equal("too_many_buckets_exception", body!["error"]!["caused_by"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Head_Info_HasTheLengthOfTheGetAndNoBody()
    {
        await using var node = await TestNode.StartAsync();
        var get = await node.Http.GetByteArrayAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var response = await node.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(get.Length, response.Content.Headers.ContentLength);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    private static HttpRequestMessage Gzip(string path, string text, string type = "application/json")
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        content.Headers.ContentEncoding.Add("gzip");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }
}
