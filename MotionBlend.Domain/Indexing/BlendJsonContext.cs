using System.Text.Json.Serialization;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Cluster;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Indexing;

/// <summary>Source-generated JSON of documents and of the contract between API and dashboard; names in snake_case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(BlendDocument))]
[JsonSerializable(typeof(BlendPage))]
[JsonSerializable(typeof(QualityAnalytics))]
[JsonSerializable(typeof(ClusterOverview))]
public sealed partial class BlendJsonContext : JsonSerializerContext;
