using System.Text;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Documents;

public sealed class DocumentScannerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PageAsync_FirstAndLaterPage_AskForWhatFollowsInTheSlice()
    {
        var transport = ScriptedTransport.Always("""{"pit_id":"p2","hits":{"hits":[{"_id":"a","_version":3,"sort":[41]},{"_id":"b","_version":3,"sort":[42]}]}}""");
        var scanner = new DocumentScanner(transport);

        var first = (await scanner.PageAsync(new ScanPlace("p1", 0, 1, null), 7, isWhole: true, Cancelled)).Value;
        await scanner.PageAsync(first.Next with { Slice = 1, Slices = 3 }, 7, isWhole: false, Cancelled);

        Assert.Equal(new ScanPlace("p2", 0, 1, 42), first.Next);
        Assert.Equal(
            ["""{"size":7,"version":true,"track_total_hits":false,"_source":true,"sort":[{"_shard_doc":"asc"}],"pit":{"id":"p1","keep_alive":"5m"}}""",
             """{"size":7,"version":true,"track_total_hits":false,"_source":false,"sort":[{"_shard_doc":"asc"}],"pit":{"id":"p2","keep_alive":"5m"},"search_after":[42],"slice":{"id":1,"max":3}}"""],
            transport.Requests.Select(request => Encoding.UTF8.GetString(request.Body!.Content.Span)));
    }

    [Fact]
    public async Task OpenAsync_AnIndex_GivesThePointInTimesId()
    {
        var transport = ScriptedTransport.Always("""{"id":"p1"}""");
        var scanner = new DocumentScanner(transport);

        Assert.Equal("p1", (await scanner.OpenAsync("i", Cancelled)).Value);
        await scanner.CloseAsync("p1", Cancelled);

        Assert.Equal(["POST /i/_pit", "DELETE /_pit"], transport.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task PageAsync_Hits_GivesIdVersionAndTheSourcesBytes()
    {
        var transport = ScriptedTransport.Always(
            """{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{"_id":"a","_version":3,"_source":{ "x" : [1, {"y":2}] },"sort":[1]},{"_id":"b","_version":4,"_source":{},"sort":[2]}]}}""");

        var page = (await new DocumentScanner(transport).PageAsync(new ScanPlace("p", 0, 1, null), 7, isWhole: true, Cancelled)).Value;

        Assert.Equal([("a", 3L, """{ "x" : [1, {"y":2}] }"""), ("b", 4L, "{}")],
            page.Documents.Select(document => (document.Id, document.Version, Encoding.UTF8.GetString(document.Source.Span))));
    }

    [Theory]
    [InlineData("""{"timed_out":true,"_shards":{"failed":0},"hits":{"hits":[]}}""", ElasticFailure.ServerError)]
    [InlineData("""{"timed_out":false,"_shards":{"failed":1},"hits":{"hits":[]}}""", ElasticFailure.ServerError)]
    [InlineData("""{"hits":{"hits":[{"_source":{}}]}}""", ElasticFailure.MalformedReply)]
    [InlineData("""{"hits":{"hits":[{"_id":"a","_source":{}}""", ElasticFailure.MalformedReply)]
    [InlineData("""{"hits":{"hits":[{"_id":1,"_source":{}}]}}""", ElasticFailure.MalformedReply)]
    public async Task PageAsync_NotTheWholeAnswer_IsAFailure(string reply, ElasticFailure expected)
    {
        var result = await new DocumentScanner(ScriptedTransport.Always(reply)).PageAsync(new ScanPlace("p", 0, 1, null), 7, isWhole: true, Cancelled);

        Assert.Equal(expected, result.Error?.Failure);
    }
}
