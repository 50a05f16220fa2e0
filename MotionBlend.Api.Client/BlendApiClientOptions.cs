namespace MotionBlend.Api.Client;

/// <summary>Limits of a <see cref="BlendApiClient"/>.</summary>
public sealed record BlendApiClientOptions
{
    /// <summary>Time limit of a call, from the request to the last byte of the reply.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
