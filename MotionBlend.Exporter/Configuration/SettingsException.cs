namespace MotionBlend.Exporter.Configuration;

/// <summary>The environment or <c>appsettings.json</c> names what is no setting, or cannot be read; the message says so, and quotes no value.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="cure">What can be done about it.</param>
internal sealed class SettingsException(string problem, string cure) : Exception(problem)
{
    /// <summary>What can be done about it.</summary>
    public string Cure { get; } = cure;
}
