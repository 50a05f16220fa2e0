using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Failures;

/// <summary>An expected failure: what went wrong and what Elasticsearch's error body tells about it.</summary>
internal sealed record Failure(FailureKind Kind, string? Reason)
{
    private const string NotSupported = " is not supported by this node";

    /// <summary>There is no database to read or to write: one that stopped could not be opened again yet.</summary>
    public static Failure NotRecovered { get; } = new(FailureKind.NotRecovered, "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];");

    /// <summary>Place in the request body; written as <c>line</c> and <c>col</c>.</summary>
    public JsonLocation? Location { get; init; }

    /// <summary>
    /// Where a value ended that Elasticsearch takes for the end of an object around it, so that each object ends one end too
    /// early: who reads what is behind finds the fault. Null for all other failures.
    /// </summary>
    public int? EndsEarlyAt { get; init; }

    public string? Index { get; init; }

    public string? IndexUuid { get; init; }

    /// <summary>Shard number as a string, as document errors carry it.</summary>
    public string? Shard { get; init; }

    public string? ResourceType { get; init; }

    public string? ResourceId { get; init; }

    public int? MaxBuckets { get; init; }

    public Failure? CausedBy { get; init; }

    /// <summary>Set for failures of a search's shards; see <see cref="SearchPhaseFailure"/>.</summary>
    public SearchPhaseFailure? SearchPhase { get; init; }

    /// <summary>The failure as an exception, to be thrown where parsing or planning cannot go on.</summary>
    public FailureException Raise() => new(this);

    public static Failure IllegalArgument(string reason) => new(FailureKind.IllegalArgument, reason);

    /// <summary>A DSL error with its place.</summary>
    public static Failure Parsing(string reason, JsonLocation location) => new(FailureKind.Parsing, reason) { Location = location };

    /// <summary>Several validation messages in Elasticsearch's numbered form.</summary>
    public static Failure Validation(params IReadOnlyList<string> messages) => new(
        FailureKind.ActionRequestValidation,
        "Validation Failed: " + string.Concat(messages.Select((m, i) => $"{i + 1}: {m};")));

    /// <summary>A feature that Elasticsearch has and this node has not: always said, never ignored.</summary>
    public static Failure Unsupported(string feature) => IllegalArgument($"{feature}{NotSupported}");

    /// <summary>Whether this, or what caused it, is a feature that this node has not.</summary>
    public bool IsUnsupported => Reason?.EndsWith(NotSupported, StringComparison.Ordinal) == true || CausedBy?.IsUnsupported == true;

    public static Failure RoutingMissing(string index, string id) => new(FailureKind.RoutingMissing, $"routing is required for [{index}]/[{id}]")
    {
        IndexUuid = "_na_",
        Index = index,
    };

    public static Failure IndexNotFound(string name, string? more = null) => new(FailureKind.IndexNotFound, $"no such index [{name}]{more}")
    {
        ResourceType = "index_or_alias",
        ResourceId = name,
        IndexUuid = "_na_",
        Index = name,
    };
}

/// <summary>How a search failed: on its shards, or when their results were reduced (no shard then).</summary>
/// <param name="Phase">Name of the phase: <c>query</c>, <c>fetch</c>, <c>dfs</c>.</param>
/// <param name="Shards">The failed shards by index, grouped by cause; empty for a failure of the reduce.</param>
internal sealed record SearchPhaseFailure(string Phase, IReadOnlyList<(string Index, Failure Failure)> Shards)
{
    /// <summary>True where it is not known which shard failed: the context of a scroll is gone.</summary>
    public bool ShardUnknown { get; init; }

    /// <summary>True where a value of a document is at fault, not the request.</summary>
    public bool OfDocument { get; init; }
}

/// <summary>Carries a <see cref="Failure"/> out of parsing or planning; caught once, by the request pipeline.</summary>
internal sealed class FailureException(Failure failure) : Exception(failure.Reason)
{
    public Failure Failure { get; } = failure;
}
