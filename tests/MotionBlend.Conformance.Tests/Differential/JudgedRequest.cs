using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>A generated request whose body is still a tree, so that a shrinker can cut it. <c>{index}</c> in path and body stands for the case's index.</summary>
public sealed record JudgedRequest(string Method, string Path, JsonNode? Body, IReadOnlyList<JsonNode?>? BodyLines)
{
    /// <summary>Whether it changes the server, so that later requests depend on it.</summary>
    public bool Changes { get; init; }

    /// <summary>The body as it is sent where no tree can hold it: malformed on purpose.</summary>
    public string? RawBody { get; init; }

    public static JudgedRequest Json(string method, string path, JsonNode? body) => new(method, path, body, null);

    public static JudgedRequest Lines(string path, IEnumerable<JsonNode?> lines) => new("POST", path, null, [.. lines]);

    /// <summary>The request as it goes over the wire for an index of the given name.</summary>
    public WireRequest ToWire(string index)
    {
        var path = Path.Replace("{index}", index, StringComparison.Ordinal);
        if (RawBody is not null || BodyLines is not null)
        {
            var text = RawBody ?? string.Concat(BodyLines!.Select(line => (line?.ToJsonString(JsonEquality.Readable) ?? "null") + "\n"));
            text = text.Replace("{index}", index, StringComparison.Ordinal);
            return BodyLines is not null ? WireRequest.WithLines(Method, path, text) : WireRequest.WithJson(Method, path, text);
        }

        return WireRequest.WithJson(Method, path, Body?.ToJsonString(JsonEquality.Readable).Replace("{index}", index, StringComparison.Ordinal));
    }
}
