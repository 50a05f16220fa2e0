using System.Text.Json.Serialization;

namespace MotionBlend.Domain.Quality;

/// <summary>The four categories of a score, best first. The order of the members is the order in which they are shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityCategory>))]
public enum QualityCategory
{
    /// <summary>Score at least <see cref="QualityBounds.Excellent"/>.</summary>
    [JsonStringEnumMemberName("excellent")]
    Excellent,

    /// <summary>Score at least <see cref="QualityBounds.Good"/>.</summary>
    [JsonStringEnumMemberName("good")]
    Good,

    /// <summary>Score at least <see cref="QualityBounds.Acceptable"/>.</summary>
    [JsonStringEnumMemberName("acceptable")]
    Acceptable,

    /// <summary>Score under <see cref="QualityBounds.Acceptable"/>.</summary>
    [JsonStringEnumMemberName("poor")]
    Poor,
}
