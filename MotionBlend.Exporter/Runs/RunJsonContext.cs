using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MotionBlend.Exporter.Control;

namespace MotionBlend.Exporter.Runs;

/// <summary>Source-generated JSON of run reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(ControlState))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
