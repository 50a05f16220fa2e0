namespace MotionBlend.Exporter.Configuration;

/// <summary>Looks through the environment for settings that are misspelt and would otherwise go unnoticed.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "Exporter__";

    private static readonly HashSet<string> Known = new(
        ExporterSettings.Everything.Select(setting => setting.Variable), OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Looks at the names of all variables.</summary>
    /// <exception cref="SettingsException">One begins as those of the exporter do and is none.</exception>
    public static void Check(IEnumerable<string> variables)
    {
        var unknown = variables.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Known.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            throw new SettingsException($"environment: {string.Join(", ", unknown.Select(name => $"{name} is no setting{NearestName.Question(name, Known)}"))}",
                "correct or unset it; names are written as in docs/configuration.md, with __ for the colon");
        }
    }
}
