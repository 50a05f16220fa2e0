using System.Collections.Frozen;

namespace MotionBlend.SearchNode.Http;

/// <summary>The outcome of routing: an endpoint, the methods that the path has instead, a feature to refuse, or nothing.</summary>
internal sealed record RouteMatch
{
    public IEndpoint? Endpoint { get; init; }

    public IReadOnlyDictionary<string, string> PathValues { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Methods of the matched path when the method was a different one.</summary>
    public IReadOnlyList<string>? AllowedMethods { get; init; }

    /// <summary>The known Elasticsearch feature that the path names and this node has not.</summary>
    public string? MissingFeature { get; init; }
}

/// <summary>
/// Finds the endpoint of a path as Elasticsearch's own path tree does: the path is split first and its parts are
/// percent-decoded afterwards (an id may contain an encoded slash), and a literal part wins over a varying one.
/// </summary>
internal sealed class Router
{
    private readonly FrozenDictionary<int, PathPattern[]> _patterns;

    public Router(IEnumerable<IEndpoint> endpoints)
    {
        _patterns = endpoints
            .SelectMany(endpoint => endpoint.Route.Paths.Select(path => PathPattern.Parse(path, endpoint)))
            .GroupBy(pattern => pattern.Segments.Length)
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(p => p.Rank, StringComparer.Ordinal).ToArray());
    }

    /// <summary>Routes a request.</summary>
    /// <param name="method">HTTP method in upper case.</param>
    /// <param name="path">The raw path, not decoded.</param>
    public RouteMatch Match(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var matching = _patterns.GetValueOrDefault(parts.Length, []).Where(p => p.Matches(parts)).ToList();
        if (RefusedFeatures.Find(parts, matching.Count > 0 ? matching[0] : null) is { } feature)
            return new RouteMatch { MissingFeature = feature };
        if (matching.Count == 0)
            return TypedPath(method, parts);

        var shape = matching[0].Rank;
        var same = matching.TakeWhile(p => p.Rank == shape).ToList();
        if (same.FirstOrDefault(p => p.Endpoint.Route.Methods.Contains(method)) is not { } found)
        {
            return new RouteMatch
            {
                AllowedMethods = [.. same.SelectMany(p => p.Endpoint.Route.Methods).Distinct().Order(StringComparer.Ordinal)],
            };
        }

        return new RouteMatch { Endpoint = found.Endpoint, PathValues = found.Values(parts) };
    }

    // Elasticsearch still knows POST /{index}/{type} of old; so any other method on two parts is "wrong method".
    private static RouteMatch TypedPath(string method, string[] parts) =>
        parts.Length == 2 && method != "POST" ? new RouteMatch { AllowedMethods = ["POST"] } : new RouteMatch();
}
