using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Tests.Transport;

public sealed class ElasticsearchEndpointTests
{
    [Theory]
    [InlineData("http://localhost:9200", null, "http://localhost:9200/", null)]
    [InlineData(" https://host/es ", "", "https://host/es/", null)]
    [InlineData("http://elastic:p%40ss@host:9200", null, "http://host:9200/", "Basic ZWxhc3RpYzpwQHNz")]
    [InlineData("http://elastic:p@host:9200?x=secret#y", "key==", "http://host:9200/", "ApiKey key==")]
    [InlineData("Endpoint=https://host:443;ApiKey=abc==", null, "https://host/", "ApiKey abc==")]
    [InlineData("ApiKey=abc==; Endpoint=https://host", null, "https://host/", "ApiKey abc==")]
    [InlineData("endpoint=https://host", "flag", "https://host/", "ApiKey flag")]
    public void TryParse_AConnectionString_SplitsAddressAndCredentials(string text, string? apiKey, string address, string? authorization)
    {
        Assert.True(ElasticsearchEndpoint.TryParse(text, apiKey, out var endpoint, out _));

        Assert.Equal(address, endpoint.Address.ToString());
        Assert.Equal(authorization, endpoint.Authorization?.ToString());
        Assert.Equal(address, endpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:9200")]
    [InlineData("ftp://host")]
    [InlineData("ApiKey=secret")]
    [InlineData("Endpoint=https://host;Password=secret")]
    [InlineData("http://elastic:a/secret@host:9200")]
    [InlineData("http://elastic:1?secret@host:9200")]
    [InlineData("http://elastic:1#secret@host:9200")]
    [InlineData("Endpoint=http://elastic:a/secret@host;ApiKey=secret")]
    public void TryParse_AnythingElse_SaysWhyWithoutQuotingIt(string text)
    {
        Assert.False(ElasticsearchEndpoint.TryParse(text, null, out _, out var fault));

        Assert.NotEmpty(fault);
        Assert.DoesNotContain("secret", fault);
    }
}
