using MotionBlend.Api.Problems;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Endpoints;

/// <summary>Parameters of a request as <see cref="BlendQueryString"/> takes them: one pair for each value.</summary>
internal static class QueryParameters
{
    /// <summary>The parameters in the order given.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(HttpRequest request) =>
        request.Query.SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? "")));

    /// <summary>Endpoint filter of an endpoint that takes none: 400 names those given.</summary>
    public static async ValueTask<object?> RefuseAllAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        FieldError[] errors = [.. Of(context.HttpContext.Request).Select(pair => FieldError.Unknown(pair.Key, pair.Value, []))];
        return errors.Length == 0 ? await next(context) : ProblemReplies.BadParameters(errors);
    }
}
