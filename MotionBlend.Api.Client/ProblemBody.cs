using System.Text.Json.Serialization;

namespace MotionBlend.Api.Client;

/// <summary>Problem details as they stand in a reply.</summary>
internal sealed record ProblemBody(
    string? Type, string? Title, string? Detail, Dictionary<string, IReadOnlyList<string>>? Errors, string? TraceId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
