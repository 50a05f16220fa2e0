using System.Text.RegularExpressions;

namespace MotionBlend.Architecture.Tests;

/// <summary>docs/configuration.md names every setting: key constants, the properties of option classes, and the AppHost's options.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private const string Document = "docs/configuration.md";

    [Fact]
    public void KeyConstants_AreInTheDocument()
    {
        var document = Repository.Read(Document);

        // A section is named through the settings in it.
        var keys = ConfigurationSources().SelectMany(file => Constants(file)
            .Where(constant => constant.Key != "Section" && IsKey(constant.Value))
            .Select(constant => (file, key: constant.Value)))
            .ToList();

        Assert.NotEmpty(keys);
        Faults.None(keys.Where(pair => !document.Contains($"`{pair.key}`", StringComparison.Ordinal)).Select(pair => $"{pair.key} ({pair.file})"));
    }

    [Fact]
    public void OptionProperties_AreInTheDocument()
    {
        var document = Repository.Read(Document);
        var sections = ConfigurationSources()
            .Select(file => (Project: file.Split('/')[0], Section: Constants(file).GetValueOrDefault("Section")))
            .Where(pair => pair.Section is not null)
            .ToDictionary(pair => pair.Project, pair => pair.Section!);

        var missing = ConfigurationSources()
            .Where(file => file.EndsWith("Options.cs", StringComparison.Ordinal) && sections.ContainsKey(file.Split('/')[0]))
            .SelectMany(file => Property().Matches(Repository.Read(file)).Select(match => $"{sections[file.Split('/')[0]]}:{match.Groups[1].Value}"))
            .Where(key => !document.Contains($"`{key}`", StringComparison.Ordinal) && !document.Contains($"`{key}:0`", StringComparison.Ordinal));

        Faults.None(missing);
    }

    [Fact]
    public void AppHostOptions_AreInTheDocument()
    {
        var document = Repository.Read(Document);
        var options = OptionName().Matches(Repository.Read("MotionBlend.AppHost/Configuration/CommandLineOption.cs"))
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(options);
        Faults.None(options.Where(option => !document.Contains($"`{option}", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ConfigurationSources() =>
        Repository.Sources.Where(file => !Repository.IsTest(file) && file.Contains("/Configuration/", StringComparison.Ordinal));

    /// <summary>The string constants of a file by name; a value may join literals and other constants of the file.</summary>
    private static Dictionary<string, string> Constants(string file)
    {
        Dictionary<string, string> values = [];
        foreach (Match match in Constant().Matches(Repository.Read(file)))
        {
            var parts = match.Groups[2].Value.Split('+', StringSplitOptions.TrimEntries)
                .Select(part => part.StartsWith('"') ? part.Trim('"') : values.GetValueOrDefault(part, part));
            values[match.Groups[1].Value] = string.Concat(parts);
        }

        return values;
    }

    private static bool IsKey(string value) =>
        KeyForm().IsMatch(value) || EnvironmentForm().IsMatch(value);

    [GeneratedRegex("""const string (\w+) = ([^;]+);""")]
    private static partial Regex Constant();

    [GeneratedRegex("""public [\w<>?\[\], ]+ (\w+) \{ get; (?:set|init); \}""")]
    private static partial Regex Property();

    [GeneratedRegex("""new\("(--[a-z-]+)""")]
    private static partial Regex OptionName();

    [GeneratedRegex("""^[A-Za-z]+(:[A-Za-z]+)+$""")]
    private static partial Regex KeyForm();

    [GeneratedRegex("""^[A-Z]+(_[A-Z]+)+$""")]
    private static partial Regex EnvironmentForm();
}
