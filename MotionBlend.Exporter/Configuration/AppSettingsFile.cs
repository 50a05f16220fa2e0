using Microsoft.Extensions.Configuration;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Reads <c>appsettings.json</c>. A misspelt setting in it would otherwise go unnoticed.</summary>
internal static class AppSettingsFile
{
    private const string Name = "appsettings.json";
    private const string Own = "Exporter";

    private static readonly HashSet<string> Known = new(ExporterSettings.Everything.Select(setting => setting.Key), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the file of a folder; without one there are no settings.</summary>
    /// <exception cref="SettingsException">It cannot be read, or names what is no setting.</exception>
    public static IConfigurationRoot Read(string folder)
    {
        var root = Load(folder);
        var unknown = Leaves(root.GetSection(Own)).Where(path => !Known.Contains(path)).ToArray();
        return unknown.Length == 0
            ? root
            : throw Fault($"{Name}: {string.Join(", ", unknown.Select(path => IsOfKnown(path) ? $"{path} must be one value" : $"{path} is no setting{NearestName.Question(path, Known)}"))}", folder);
    }

    private static IConfigurationRoot Load(string folder)
    {
        try
        {
            return new ConfigurationBuilder().SetBasePath(folder).AddJsonFile(Name, optional: true).Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw Fault($"{Name} cannot be read: {exception.GetBaseException().Message}", folder);
        }
    }

    private static IEnumerable<string> Leaves(IConfigurationSection section)
    {
        var children = section.GetChildren().ToArray();
        return children.Length > 0 ? children.SelectMany(Leaves) : section.Value is null ? [] : [section.Path];
    }

    private static bool IsOfKnown(string path) => Known.Any(key => path.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    private static SettingsException Fault(string problem, string folder) => new(problem, $"mend the file in {folder}; docs/configuration.md lists the settings");
}
