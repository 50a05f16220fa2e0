namespace MotionBlend.Exporter.Mart;

/// <summary>A mart that cannot be read. The message names the mart, the place and the cause, in one sentence for people.</summary>
internal sealed class MartException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it, where more can be said than for any mart; else null.</summary>
    public string? Cure { get; init; }
}
