using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Tests.Transport;

public sealed class ElasticRequestTests
{
    [Fact]
    public void Get_SegmentsWithSpecialCharacters_AreEncoded() =>
        Assert.Equal("/a%2Fb/_doc/%3F%23%20", ElasticRequest.Get("a/b", "_doc", "?# ").Path);

    [Fact]
    public void WithAndWithin_OnARequest_KeepTheRest()
    {
        var body = new ElasticBody(new byte[] { 1 }, ElasticBody.Json);

        var request = ElasticRequest.Post(body, "i").With("a", "1").Within(TimeSpan.FromSeconds(2)).With("b", "2");

        Assert.Equal([new("a", "1"), new("b", "2")], request.Query);
        Assert.Equal((body, TimeSpan.FromSeconds(2), "POST /i"), (request.Body, request.Timeout, request.Target));
    }
}
