using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Http;

/// <summary>A request once it is routed: decoded path parts, parameters, and the whole body.</summary>
internal sealed class ElasticRequest
{
    private JsonValue? _json;

    /// <summary>HTTP method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Path as it was sent, without the query string.</summary>
    public required string Path { get; init; }

    /// <summary>The varying path parts by name, percent-decoded.</summary>
    public required IReadOnlyDictionary<string, string> PathValues { get; init; }

    public required QueryParameters Query { get; init; }

    /// <summary>The Accept header; null when there is none.</summary>
    public string? Accept { get; init; }

    /// <summary>The body, decompressed; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public bool HasBody => !Body.IsEmpty;

    /// <summary>A path part, or null where the path form without it was used.</summary>
    public string? PathValue(string name) => PathValues.GetValueOrDefault(name);

    /// <summary>The JSON value that the body begins with, as far as most of Elasticsearch's endpoints read; null when there is no body.</summary>
    /// <exception cref="Failures.FailureException">The body does not begin with JSON.</exception>
    public JsonValue? Json() => HasBody ? _json ??= JsonBody.ParseFirst(Body) : null;

    /// <summary>The whole body as JSON; null when there is none.</summary>
    /// <param name="end">What may stand behind the value.</param>
    /// <exception cref="Failures.FailureException">The body is no JSON, or more than that.</exception>
    public JsonValue? WholeJson(JsonEnd end = JsonEnd.OfRequest) => HasBody ? JsonBody.Parse(Body, end) : null;

    /// <summary>The body as JSON whose faults are met by who reads it; null when there is none.</summary>
    /// <exception cref="Failures.FailureException">The body does not begin with JSON.</exception>
    public JsonValue? JsonAsItComes() => HasBody ? JsonBody.ParseAsItComes(Body, JsonEnd.OfRequest) : null;

    /// <summary>The same, with what stands behind the value left unread.</summary>
    /// <exception cref="Failures.FailureException">The body does not begin with JSON.</exception>
    public JsonValue? FirstJsonAsItComes() => HasBody ? JsonBody.ParseFirstAsItComes(Body) : null;

    /// <summary>The tokens of the body's value; null when there is no body.</summary>
    /// <exception cref="Failures.FailureException">The body does not begin with JSON.</exception>
    public IEnumerable<JsonToken>? JsonTokens() => HasBody ? JsonToken.All(JsonBody.ParseFirstAsItComes(Body)) : null;
}
