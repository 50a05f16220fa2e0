using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Tests.Problems;

/// <summary>Errors that no endpoint makes are problem details too.</summary>
public sealed class FrameworkProblemsTests
{
    private static readonly Uri Nobody = new("http://127.0.0.1:1/");

    [Fact]
    public async Task UnknownAddress_Get_Is404ThatLeadsOn()
    {
        await using var api = await ApiServer.StartAsync(Nobody, TimeProvider.System);

        var (reply, body) = await api.GetAsync("/api/v1/blend");

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/scalar", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(32, body.GetProperty("trace_id").GetString()?.Length);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task KnownAddress_OtherMethod_Is405ThatNamesThoseAllowed(string method)
    {
        await using var api = await ApiServer.StartAsync(Nobody, TimeProvider.System);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/blends");

        using var reply = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal("This address answers GET only.", (await ApiServer.BodyAsync(reply)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Exception_Any_Is500WithoutItsText()
    {
        await using var api = await ApiServer.StartAsync(Nobody, TimeProvider.System,
            builder => builder.Services.AddSingleton<IElasticsearchTransport>(new ThrowingTransport()));

        var (reply, body) = await api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
        Assert.Equal("The API failed; its log holds the cause under this trace id.", body.GetProperty("detail").GetString());
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_Get_LeadsToTheReferencePage()
    {
        await using var api = await ApiServer.StartAsync(Nobody, TimeProvider.System);

        using var reply = await api.Http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/scalar/", reply.RequestMessage?.RequestUri?.AbsolutePath);
        Assert.Equal("text/html", reply.Content.Headers.ContentType?.MediaType);
    }

    private sealed class ThrowingTransport : IElasticsearchTransport
    {
        public Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a secret of the implementation");
    }
}
