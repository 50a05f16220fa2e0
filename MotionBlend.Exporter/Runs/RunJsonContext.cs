using System.Text.Json.Serialization;

namespace MotionBlend.Exporter.Runs;

/// <summary>Source-generated JSON of run reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
