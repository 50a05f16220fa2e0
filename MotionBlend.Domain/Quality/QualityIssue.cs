using System.Text.Json.Serialization;

namespace MotionBlend.Domain.Quality;

/// <summary>The three issues a blend can be flagged for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityIssue>))]
public enum QualityIssue
{
    /// <summary><c>has_velocity_spike</c>: a speed change over 3.0 m/s in one frame, a blow or an artefact.</summary>
    [JsonStringEnumMemberName("spike")]
    Spike,

    /// <summary><c>has_rough_transition</c>: the transition is over 1.5 times as rough as its material.</summary>
    [JsonStringEnumMemberName("rough")]
    Rough,

    /// <summary><c>has_distribution_mismatch</c>: the distribution distance is over 30 dm^2.</summary>
    [JsonStringEnumMemberName("mismatch")]
    Mismatch,
}
