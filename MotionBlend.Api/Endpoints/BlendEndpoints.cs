using Microsoft.AspNetCore.Http.HttpResults;
using MotionBlend.Api.Backend;
using MotionBlend.Api.OpenApi;
using MotionBlend.Api.Problems;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality.Rules;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Endpoints;

/// <summary>Search for blends, and one blend.</summary>
internal static class BlendEndpoints
{
    /// <summary>Maps <c>/blends</c> and <c>/blends/{id}</c>.</summary>
    public static void MapBlends(this IEndpointRouteBuilder api)
    {
        api.MapGet("/blends", SearchAsync)
            .WithName("searchBlends")
            .WithSummary("Search blends")
            .WithDescription("One page of the blends that match. Parameters combine by AND, values within one by OR. The total is exact; page times size may reach 10,000.")
            .WithTags("Blends")
            .Describe(BlendParameters.Search);
        api.MapGet("/blends/{id}", FindAsync)
            .WithName("getBlend")
            .WithSummary("Get a blend")
            .WithDescription("One blend with all its metrics.")
            .WithTags("Blends")
            .AddEndpointFilter(QueryParameters.RefuseAllAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Describe(BlendParameters.Id);
    }

    private static async Task<Results<Ok<BlendPage>, ProblemHttpResult>> SearchAsync(
        HttpRequest request, BlendBackend backend, CancellationToken cancellationToken)
    {
        var search = BlendQueryString.Parse(QueryParameters.Of(request), out var errors);
        if (errors.Count > 0)
        {
            return ProblemReplies.BadParameters(errors);
        }

        var result = await backend.SearchAsync(search, cancellationToken);
        return result.TryGet(out var page, out var error) ? TypedResults.Ok(page) : BackendProblems.Of(error);
    }

    private static async Task<Results<Ok<BlendDocument>, ProblemHttpResult>> FindAsync(
        string id, BlendBackend backend, CancellationToken cancellationToken)
    {
        if (!BlendIdRule.IsBlendId(id))
        {
            return ProblemReplies.BadParameters(
                [new FieldError("id", FieldError.Cut(id), "must be 'blend_' and 12 lower-case hex digits, such as blend_2d0844f50e2a")]);
        }

        var result = await backend.FindAsync(id, cancellationToken);
        if (!result.TryGet(out var blends, out var error))
        {
            return BackendProblems.Of(error);
        }

        return blends is [var blend, ..]
            ? TypedResults.Ok(blend)
            : TypedResults.Problem($"There is no blend {id}.", statusCode: StatusCodes.Status404NotFound, title: "No such blend",
                type: ApiProblemTypes.NoSuchBlend);
    }
}
