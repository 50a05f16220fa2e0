using MotionBlend.Api.Backend;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Tests.Backend;

public sealed class BackendProblemsTests
{
    [Theory]
    [InlineData(ElasticFailure.Unreachable, 503, ApiProblemTypes.BackendAway)]
    [InlineData(ElasticFailure.TimedOut, 504, ApiProblemTypes.BackendAway)]
    [InlineData(ElasticFailure.TooManyRequests, 503, ApiProblemTypes.BackendAway)]
    [InlineData(ElasticFailure.ServerError, 503, ApiProblemTypes.BackendAway)]
    [InlineData(ElasticFailure.NotFound, 503, ApiProblemTypes.NothingExported)]
    [InlineData(ElasticFailure.Unauthorized, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.Forbidden, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.NotElasticsearch, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.MalformedReply, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.BadRequest, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.Conflict, 502, ApiProblemTypes.BackendFault)]
    [InlineData(ElasticFailure.TooLarge, 502, ApiProblemTypes.BackendFault)]
    public void Of_Failure_GivesStatusAndType(ElasticFailure failure, int status, string type)
    {
        var problem = BackendProblems.Of(Error(failure)).ProblemDetails;

        Assert.Equal((status, type), (problem.Status, problem.Type));
        Assert.False(string.IsNullOrEmpty(problem.Title));
        Assert.False(string.IsNullOrEmpty(problem.Detail));
    }

    [Fact]
    public void Of_EveryFailure_HasAProblem() =>
        Assert.All(Enum.GetValues<ElasticFailure>(), failure => Assert.NotNull(BackendProblems.Of(Error(failure))));

    private static ElasticError Error(ElasticFailure failure) => new(failure, null, null, "reason", "POST /mb_blends_v1/_search");
}
