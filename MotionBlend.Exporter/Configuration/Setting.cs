namespace MotionBlend.Exporter.Configuration;

/// <summary>One setting of the exporter: how it is given and what it means. A flag wins over the environment, the environment over appsettings.</summary>
/// <param name="Flag">The flag, e.g. <c>--batch-size</c>.</param>
/// <param name="Key">Key in appsettings, e.g. <c>Exporter:BatchSize</c>; with <c>__</c> also an environment variable.</param>
/// <param name="Placeholder">What stands for the value in help, e.g. <c>ROWS</c>.</param>
/// <param name="Help">What it does, for <c>--help</c>.</param>
internal sealed record Setting(string Flag, string Key, string Placeholder, string Help)
{
    /// <summary>Environment variable of <see cref="Key"/>.</summary>
    public string Variable { get; } = Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Environment variables besides <see cref="Variable"/>, first wins.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The value when none is given; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>True when the value must never be shown.</summary>
    public bool IsSecret { get; init; }
}
