using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Http;

/// <summary>Refuses query parameters that the endpoint does not know, so that none is ignored silently.</summary>
internal static class ParameterCheck
{
    /// <summary>Checks the parameters of a routed request.</summary>
    /// <exception cref="FailureException">An unknown or a refused parameter is there.</exception>
    public static void Require(ElasticRequest request, EndpointRoute route)
    {
        if (route.Refused.FirstOrDefault(request.Query.Has) is { } refused)
            throw Failure.Unsupported($"request [{request.Path}] parameter [{refused}]").Raise();

        var unknown = request.Query.Names
            .Where(name => !QueryParameters.Common.Contains(name) && !route.Parameters.Contains(name) && !route.WithoutEffect.Contains(name))
            .ToList();
        RequireNone(unknown, request, "parameter", route.Parameters);
    }

    /// <summary>Refuses names that a request gives and an endpoint does not know: of parameters, of metrics.</summary>
    /// <param name="unknown">The names.</param>
    /// <param name="request">The request.</param>
    /// <param name="what">What they name, in the singular.</param>
    /// <param name="known">What could have been meant.</param>
    /// <exception cref="FailureException">There are such names.</exception>
    public static void RequireNone(IReadOnlyList<string> unknown, ElasticRequest request, string what, IReadOnlyList<string> known)
    {
        if (unknown.Count == 0)
            return;
        throw Failure.IllegalArgument(
            $"request [{request.Path}] contains unrecognized {what}{(unknown.Count > 1 ? "s" : "")}: "
            + string.Join(", ", unknown.Order(StringComparer.Ordinal).Select(name => $"[{name}]{Hint(name, known)}"))).Raise();
    }

    // Only the few parameters that an endpoint reads for every request are offered, so the hint is about those honoured.
    private static string Hint(string name, IReadOnlyList<string> known) => DidYouMean.Candidates(name, known) switch
    {
        [] => "",
        [var one] => $" -> did you mean [{one}]?",
        var several => $" -> did you mean any of [{string.Join(", ", several)}]?",
    };
}
