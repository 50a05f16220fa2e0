using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Client;

/// <summary>
/// Why a call gave no value. The list is closed: <see cref="ApiProblem"/>, <see cref="ApiUnreachable"/>,
/// <see cref="ApiTimedOut"/>, <see cref="ApiMalformedReply"/>.
/// </summary>
public abstract record ApiFailure
{
    private protected ApiFailure()
    {
    }

    /// <summary>What happened, in one sentence for people.</summary>
    public abstract string Summary { get; }

    /// <summary>True when the same call may succeed later.</summary>
    public abstract bool IsTransient { get; }
}

/// <summary>The API answered with problem details (RFC 9457).</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Type">Kind of problem, a URI: one of <see cref="ApiProblemTypes"/> or the standard's section; null when the reply has none.</param>
/// <param name="Title">What kind of problem, a few words.</param>
/// <param name="Detail">This one, in a sentence with the cure; null when the reply has none.</param>
/// <param name="Errors">What is wrong with each parameter, by its name; empty for a problem of another kind.</param>
/// <param name="TraceId">Trace id to find the request in the logs; null when the reply has none.</param>
/// <param name="RetryAfter">How long the API asks to wait; null when it does not say.</param>
public sealed record ApiProblem(
    int Status,
    string? Type,
    string Title,
    string? Detail,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Errors,
    string? TraceId,
    TimeSpan? RetryAfter)
    : ApiFailure
{
    /// <summary>True when the backend is well but there is no index of blends yet.</summary>
    public bool IsNothingExported => Type == ApiProblemTypes.NothingExported;

    /// <summary>True when there is no such thing.</summary>
    public bool IsNotFound => Status == 404;

    /// <inheritdoc/>
    public override bool IsTransient => Status is 408 or 429 or >= 500;

    /// <inheritdoc/>
    public override string Summary => Errors.Count == 0
        ? Detail ?? Title
        : string.Join("; ", Errors.Select(error => $"{error.Key}: {string.Join(", ", error.Value)}"));
}

/// <summary>Nobody answers at the API's address, or the connection broke.</summary>
/// <param name="Address">The address without query.</param>
/// <param name="Reason">What the network said.</param>
public sealed record ApiUnreachable(string Address, string Reason) : ApiFailure
{
    /// <inheritdoc/>
    public override bool IsTransient => true;

    /// <inheritdoc/>
    public override string Summary => $"The API at {Address} does not answer: {Reason}";
}

/// <summary>No whole answer within the time limit.</summary>
/// <param name="Address">The address without query.</param>
/// <param name="Limit">The limit.</param>
public sealed record ApiTimedOut(string Address, TimeSpan Limit) : ApiFailure
{
    /// <inheritdoc/>
    public override bool IsTransient => true;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"The API at {Address} gave no answer within {Limit.TotalSeconds:0.#} s.");
}

/// <summary>The reply is not what the API promises: something else listens there, or versions differ.</summary>
/// <param name="Address">The address without query.</param>
/// <param name="Status">HTTP status of the reply.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record ApiMalformedReply(string Address, int Status, string Reason) : ApiFailure
{
    /// <inheritdoc/>
    public override bool IsTransient => false;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"What answers at {Address} is not this version's API (HTTP {Status}): {Reason}");
}
