using System.Text;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Elasticsearch.Tests.Documents;

public sealed class DocumentClientTests
{
    private const string Written = """{"_id":"a","_seq_no":7,"_primary_term":2,"result":"created"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_ADocument_GivesItsStateAndSource()
    {
        var transport = ScriptedTransport.Always("""{"_id":"a","_seq_no":7,"_primary_term":2,"found":true,"_source":{ "x": 1 }}""");

        var document = (await new DocumentClient(transport).GetAsync("i", "a", Cancelled)).Value;

        Assert.Equal(new DocumentVersion(7, 2), document.Version);
        Assert.Equal("""{ "x": 1 }""", Encoding.UTF8.GetString(document.Source.Span));
        Assert.Equal("GET /i/_doc/a", Assert.Single(transport.Requests).Target);
    }

    [Fact]
    public async Task ReplaceAsync_ExpectingNone_Creates()
    {
        var transport = ScriptedTransport.Always(Written);

        Assert.Equal(new DocumentVersion(7, 2), (await new DocumentClient(transport).ReplaceAsync("i", "a", "{}"u8.ToArray(), null, Cancelled)).Value);

        Assert.Equal("PUT /i/_create/a", Assert.Single(transport.Requests).Target);
    }

    [Fact]
    public async Task ReplaceAsync_ExpectingAState_SaysWhich()
    {
        var transport = ScriptedTransport.Always(Written);

        await new DocumentClient(transport).ReplaceAsync("i", "a", "{}"u8.ToArray(), new DocumentVersion(5, 1), Cancelled);

        var request = Assert.Single(transport.Requests);
        Assert.Equal("PUT /i/_doc/a", request.Target);
        Assert.Equal([new("if_seq_no", "5"), new("if_primary_term", "1")], request.Query);
    }

    [Fact]
    public async Task PutAsync_AReplyWithoutAState_IsMalformed() =>
        Assert.Equal(ElasticFailure.MalformedReply,
            (await new DocumentClient(ScriptedTransport.Always("{}")).PutAsync("i", "a", "{}"u8.ToArray(), Cancelled)).Error?.Failure);
}
