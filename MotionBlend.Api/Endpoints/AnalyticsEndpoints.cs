using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MotionBlend.Api.Backend;
using MotionBlend.Api.OpenApi;
using MotionBlend.Api.Problems;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Endpoints;

/// <summary>Figures over sets of blends.</summary>
internal static class AnalyticsEndpoints
{
    /// <summary>Name of the parameter that says how wide the bars of the histogram are.</summary>
    public const string Interval = "interval";

    /// <summary>Maps <c>/analytics/quality</c>.</summary>
    public static void MapAnalytics(this IEndpointRouteBuilder api) =>
        api.MapGet("/analytics/quality", QualityAsync)
            .WithName("getQualityAnalytics")
            .WithSummary("Quality of a set of blends")
            .WithDescription("Categories, score histogram without gaps, flags, percentiles and freshness of the blends that match, from one search. "
                + "Every count equals the total of the search for it, e.g. the bar from 0.4 to 0.45 that of quality=0.4..<0.45.")
            .WithTags("Analytics")
            .Describe(BlendParameters.Quality);

    private static async Task<Results<Ok<QualityAnalytics>, ProblemHttpResult>> QualityAsync(
        HttpRequest request, BlendBackend backend, CancellationToken cancellationToken)
    {
        var filter = BlendQueryString.ParseFilter(QueryParameters.Of(request), [Interval], out var errors);
        if (!TryInterval(request, out var interval))
        {
            errors = [.. errors, new FieldError(Interval, FieldError.Cut(request.Query[Interval].ToString()), "must be a number from 0.01 to 1, such as 0.05")];
        }

        if (errors.Count > 0)
        {
            return ProblemReplies.BadParameters(errors);
        }

        var result = await backend.QualityAsync(filter, interval, cancellationToken);
        return result.TryGet(out var analytics, out var error) ? TypedResults.Ok(analytics) : BackendProblems.Of(error);
    }

    private static bool TryInterval(HttpRequest request, out decimal interval)
    {
        interval = (decimal)ScoreHistogram.DefaultInterval;
        return !request.Query.TryGetValue(Interval, out var text)
            || (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out interval)
                && interval is >= (decimal)ScoreHistogram.MinInterval and <= 1);
    }
}
