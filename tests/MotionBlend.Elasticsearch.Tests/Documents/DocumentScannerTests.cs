using System.Text;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Documents;

public sealed class DocumentScannerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PageAsync_FirstAndLaterPage_AskForWhatFollowsTheKey()
    {
        var transport = ScriptedTransport.Always("{}");
        var scanner = new DocumentScanner(transport);

        await scanner.PageAsync("i", "k", null, 7, isWhole: true, Cancelled);
        await scanner.PageAsync("i", "k", "last", 7, isWhole: false, Cancelled);

        Assert.Equal(
            ["""{"size":7,"version":true,"track_total_hits":false,"_source":true,"sort":[{"k":"asc"}],"query":{"match_all":{}}}""",
             """{"size":7,"version":true,"track_total_hits":false,"_source":["k"],"sort":[{"k":"asc"}],"query":{"range":{"k":{"gt":"last"}}}}"""],
            transport.Requests.Select(request => Encoding.UTF8.GetString(request.Body!.Content.Span)));
    }

    [Fact]
    public async Task PageAsync_Hits_GivesIdVersionAndTheSourcesBytes()
    {
        var transport = ScriptedTransport.Always(
            """{"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[{"_id":"a","_version":3,"_source":{ "x" : [1, {"y":2}] }},{"_id":"b","_version":4,"_source":{}}]}}""");

        var page = (await new DocumentScanner(transport).PageAsync("i", "k", null, 7, isWhole: true, Cancelled)).Value;

        Assert.Equal([("a", 3L, """{ "x" : [1, {"y":2}] }"""), ("b", 4L, "{}")],
            page.Select(document => (document.Id, document.Version, Encoding.UTF8.GetString(document.Source.Span))));
    }

    [Theory]
    [InlineData("""{"timed_out":true,"_shards":{"failed":0},"hits":{"hits":[]}}""", ElasticFailure.ServerError)]
    [InlineData("""{"timed_out":false,"_shards":{"failed":1},"hits":{"hits":[]}}""", ElasticFailure.ServerError)]
    [InlineData("""{"hits":{"hits":[{"_id":"a"}]}}""", ElasticFailure.MalformedReply)]
    [InlineData("""{"hits":{"hits":[{"_id":"a","_source":{}}""", ElasticFailure.MalformedReply)]
    [InlineData("""{"hits":{"hits":[{"_id":1,"_source":{}}]}}""", ElasticFailure.MalformedReply)]
    public async Task PageAsync_NotTheWholeAnswer_IsAFailure(string reply, ElasticFailure expected)
    {
        var result = await new DocumentScanner(ScriptedTransport.Always(reply)).PageAsync("i", "k", null, 7, isWhole: true, Cancelled);

        Assert.Equal(expected, result.Error?.Failure);
    }
}
