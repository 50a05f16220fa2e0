using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>How an index expression is resolved.</summary>
internal sealed record IndicesOptions
{
    /// <summary>What reads take: open indices, wildcards may match nothing.</summary>
    public static readonly IndicesOptions Read = new();

    /// <summary>What administration takes: closed indices too.</summary>
    public static readonly IndicesOptions All = new() { Closed = true };

    /// <summary>What never fails: names without an index mean nothing.</summary>
    public static readonly IndicesOptions Lenient = new() { IgnoreUnavailable = true };

    /// <summary>The query parameters that <see cref="From"/> reads.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["ignore_unavailable", "allow_no_indices", "expand_wildcards", "ignore_throttled"];

    public bool IgnoreUnavailable { get; init; }

    public bool AllowNoIndices { get; init; } = true;

    /// <summary>Wildcards reach open indices.</summary>
    public bool Open { get; init; } = true;

    /// <summary>Wildcards reach closed indices.</summary>
    public bool Closed { get; init; }

    /// <summary>Wildcards reach hidden indices.</summary>
    public bool Hidden { get; init; }

    /// <summary>False where a pattern is taken for a name.</summary>
    public bool ExpandsWildcards => Open || Closed;

    /// <summary>False where an alias may not stand for its indices (deleting).</summary>
    public bool Aliases { get; init; } = true;

    /// <summary>Options of a request over the endpoint's own defaults.</summary>
    public static IndicesOptions From(QueryParameters query, IndicesOptions defaults)
    {
        var options = defaults with
        {
            IgnoreUnavailable = query.Bool("ignore_unavailable", defaults.IgnoreUnavailable),
            AllowNoIndices = query.Bool("allow_no_indices", defaults.AllowNoIndices),
        };
        if (query.List("expand_wildcards") is not { } states)
            return options;
        options = options with { Open = false, Closed = false, Hidden = false };
        foreach (var state in states)
        {
            options = state switch
            {
                "open" => options with { Open = true },
                "closed" => options with { Closed = true },
                "hidden" => options with { Hidden = true },
                "all" => options with { Open = true, Closed = true, Hidden = true },
                "none" => options with { Open = false, Closed = false, Hidden = false },
                _ => throw Failure.IllegalArgument($"No valid expand wildcard value [{state}]").Raise(),
            };
        }

        return options;
    }
}
