using Microsoft.AspNetCore.Http.HttpResults;
using MotionBlend.Api.Problems;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Backend;

/// <summary>The one table from failures of the search backend to problem details.</summary>
internal static class BackendProblems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterExport = TimeSpan.FromSeconds(30);

    /// <summary>The problem of a failed operation.</summary>
    public static ProblemHttpResult Of(ElasticError error) => error.Failure switch
    {
        ElasticFailure.Unreachable => Away(503, "The search backend cannot be reached", "Start it, or correct ConnectionStrings:elasticsearch.", error),
        ElasticFailure.TimedOut => Away(504, "The search backend took too long", "Narrow the filter, or try again.", error),
        ElasticFailure.TooManyRequests => Away(503, "The search backend is overloaded", "Try again a little later.", error),
        ElasticFailure.ServerError => Away(503, "The search backend failed", "GET /api/v1/cluster says how it is.", error),
        ElasticFailure.NotFound => NothingExported(),
        ElasticFailure.Unauthorized or ElasticFailure.Forbidden => Fault("The search backend refuses the API's credentials",
            "Correct the credentials in ConnectionStrings:elasticsearch or ELASTICSEARCH_API_KEY; the API needs 'read' and 'monitor' on the index.", error),
        ElasticFailure.NotElasticsearch => Fault("What answers is not Elasticsearch", "Correct ConnectionStrings:elasticsearch.", error),
        ElasticFailure.MalformedReply => Fault("The search backend's reply cannot be read",
            "The index was not made by this version's exporter, or the server is not a supported one.", error),
        ElasticFailure.BadRequest or ElasticFailure.Conflict or ElasticFailure.TooLarge => Fault("The search backend refused the query",
            "The index was not made by this version's exporter, or the server is not a supported one.", error),
        _ => throw new ArgumentOutOfRangeException(nameof(error), error.Failure, "A failure without a problem."),
    };

    private static ProblemHttpResult NothingExported() => ProblemReplies.Retryable(
        503, ApiProblemTypes.NothingExported, "Nothing exported yet",
        "The search backend is well, but holds no index of blends. Run the exporter: dotnet run --project MotionBlend.Exporter -- export --mart FILE --es-url URL.", AfterExport);

    private static ProblemHttpResult Away(int status, string title, string cure, ElasticError error) =>
        ProblemReplies.Retryable(status, ApiProblemTypes.BackendAway, title, $"{error}. {cure}", Soon);

    private static ProblemHttpResult Fault(string title, string cure, ElasticError error) =>
        TypedResults.Problem($"{error}. {cure}", statusCode: 502, title: title, type: ApiProblemTypes.BackendFault);
}
