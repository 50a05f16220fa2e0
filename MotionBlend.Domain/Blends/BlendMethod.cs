using System.Text.Json.Serialization;

namespace MotionBlend.Domain.Blends;

/// <summary>How the frames of a transition are mixed (metric specification, section 3).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BlendMethod>))]
public enum BlendMethod
{
    /// <summary>Positions by lerp, rotations by nlerp, weight rising linearly.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,

    /// <summary>Rotations by slerp, weight rising as 3u^2 - 2u^3.</summary>
    [JsonStringEnumMemberName("slerp_smoothstep")]
    SlerpSmoothstep,

    /// <summary>The left clip is left at once and its difference fades with its own velocity.</summary>
    [JsonStringEnumMemberName("inertialized")]
    Inertialized,
}
