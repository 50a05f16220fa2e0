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
            .Order(StringComparer.Ordinal)
            .Select(name => $"[{name}]{Hint(name, route)}")
            .ToList();
        if (unknown.Count > 0)
        {
            throw Failure.IllegalArgument(
                $"request [{request.Path}] contains unrecognized parameter{(unknown.Count > 1 ? "s" : "")}: {string.Join(", ", unknown)}").Raise();
        }
    }

    // Only the few parameters that an endpoint reads for every request are offered, so the hint is about those honoured.
    private static string Hint(string name, EndpointRoute route) => DidYouMean.Candidates(name, route.Parameters) switch
    {
        [] => "",
        [var one] => $" -> did you mean [{one}]?",
        var several => $" -> did you mean any of [{string.Join(", ", several)}]?",
    };
}
