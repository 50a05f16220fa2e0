using System.Net;
using System.Text.Json;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Endpoints;

public sealed class BlendEndpointsTests : IAsyncLifetime
{
    private FakeElasticsearch _backend = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _api = await ApiServer.StartAsync(_backend);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Search_Page_HasTheBlendsInOrder()
    {
        var blends = new[] { BlendBuilder.Blend(2), BlendBuilder.Blend(1) };
        _backend.On(SearchReplies.Target, SearchReplies.Hits(27, blends));

        var result = await _api.Client.SearchAsync(new BlendSearch { Page = 2 }, TestContext.Current.CancellationToken);

        Assert.Equal(blends, result.Value.Items);
        Assert.Equal((27, 2, 25, 2, 3), (result.Value.Total, result.Value.Page, result.Value.Size, result.Value.PageCount, result.Value.TookMilliseconds));
    }

    [Fact]
    public async Task Search_Reply_IsSnakeCaseWithTheMartsFields()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Hits(1, BlendBuilder.Blend()));

        var (_, body) = await _api.GetAsync("/api/v1/blends");

        Assert.Equal(["total", "page", "size", "items", "took_milliseconds", "page_count"], body.EnumerateObject().Select(member => member.Name));
        var blend = body.GetProperty("items")[0];
        Assert.Equal("good", blend.GetProperty("quality_category").GetString());
        Assert.False(blend.GetProperty("has_velocity_spike").GetBoolean());
        Assert.Equal("2026-11-01T08:06:00Z", blend.GetProperty("computed_at").GetString());
    }

    [Fact]
    public async Task Search_Parameters_ReachTheBackend()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Hits(0));

        await _api.GetAsync("/api/v1/blends?cat=poor&sort=fid&page=2&size=10");

        Assert.Equal(
            """{"query":{"terms":{"quality_category":["poor"]}},"track_total_hits":true,"size":10,"from":10,"sort":[{"fid":{"order":"asc"}},{"blend_id":{"order":"asc"}}]}""",
            Assert.Single(_backend.Requests).Body);
    }

    [Fact]
    public async Task Search_SeveralBadParameters_NamesAllAndAsksNobody()
    {
        var (reply, body) = await _api.GetAsync("/api/v1/blends?quality=high&qualty=1..2&cat=poor,bad&cat=good&size=0");

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal(ApiProblemTypes.BadParameters, body.GetProperty("type").GetString());
        var errors = body.GetProperty("errors");
        Assert.Equal("must be a range such as 0.4..0.5, 0.4..<0.5, 0.4.. or ..0.5; 'high' is not", errors.GetProperty("quality")[0].GetString());
        Assert.StartsWith("is no parameter, did you mean quality?", errors.GetProperty("qualty")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["must be one of excellent, good, acceptable, poor; 'bad' is not", "is given twice; separate several values by commas"],
            errors.GetProperty("cat").EnumerateArray().Select(error => error.GetString()));
        Assert.Equal("must be a whole number from 1 to 500; '0' is not", errors.GetProperty("size")[0].GetString());
        Assert.Empty(_backend.Requests);
    }

    [Fact]
    public async Task Get_KnownId_GivesTheBlend()
    {
        var blend = BlendBuilder.Blend(7);
        _backend.On(SearchReplies.Target, SearchReplies.Hits(1, blend));

        var result = await _api.Client.GetAsync(blend.BlendId, TestContext.Current.CancellationToken);

        Assert.Equal(blend, result.Value);
    }

    [Fact]
    public async Task Get_UnknownId_Is404OfItsOwnType()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Hits(0));

        var result = await _api.Client.GetAsync("blend_000000000000", TestContext.Current.CancellationToken);

        var problem = Assert.IsType<ApiProblem>(result.Failure);
        Assert.True(problem.IsNotFound);
        Assert.Equal(ApiProblemTypes.NoSuchBlend, problem.Type);
        Assert.Equal("There is no blend blend_000000000000.", problem.Detail);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("blend_2D0844F50E2A")]
    [InlineData("blend_2d0844f50e2a%0a")]
    [InlineData("*")]
    [InlineData("..%2f_cat")]
    public async Task Get_BadId_NamesTheParameter(string id)
    {
        var (reply, body) = await _api.GetAsync("/api/v1/blends/" + id);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.StartsWith("must be 'blend_' and 12 lower-case hex digits", body.GetProperty("errors").GetProperty("id")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_backend.Requests);
    }

    [Fact]
    public async Task Get_WithParameters_IsRefused()
    {
        var (reply, body) = await _api.GetAsync("/api/v1/blends/blend_2d0844f50e2a?fields=fid");

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal("is no parameter; none is taken here", body.GetProperty("errors").GetProperty("fields")[0].GetString());
    }

    [Fact]
    public async Task Search_TraceParent_ReachesTheBackendAndTheProblem()
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        _backend.On(SearchReplies.Target, FakeReply.Error(400, "parsing_exception", "no"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/blends");
        request.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");

        using var reply = await _api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(TraceId, (await ApiServer.BodyAsync(reply)).GetProperty("trace_id").GetString());
        Assert.Contains(TraceId, Assert.Single(_backend.Requests).Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ShardsFailed_IsAnErrorAndNoSmallerTotal()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Incomplete);

        var (reply, body) = await _api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains("1 of 3 shards gave no answer", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_HitThatIsNoBlend_Is502()
    {
        _backend.On(SearchReplies.Target, FakeReply.Ok("""
            {"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{"value":1,"relation":"eq"},"hits":[{"_source":{"title":"x"}}]}}
            """));

        var (reply, body) = await _api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
        Assert.Equal(ApiProblemTypes.BackendFault, body.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Search_BackendRestarts_IsRepeatedOnce()
    {
        _backend.On(SearchReplies.Target, new FakeBreak(), SearchReplies.Hits(5));

        var result = await _api.Client.SearchAsync(new BlendSearch(), TestContext.Current.CancellationToken);

        Assert.Equal(5, result.Value.Total);
        Assert.Equal(2, _backend.Requests.Count);
    }

    [Fact]
    public async Task Search_NothingExported_SaysSoWithTheCure()
    {
        _backend.On(SearchReplies.Target, FakeReply.NoSuchIndex("mb_blends_v1"));

        var (reply, body) = await _api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal("30", reply.Headers.GetValues("Retry-After").Single());
        Assert.Equal(ApiProblemTypes.NothingExported, body.GetProperty("type").GetString());
        Assert.Contains("Run the exporter", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Number, body.GetProperty("retry_after").ValueKind);
    }
}
