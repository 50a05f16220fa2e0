using System.CommandLine;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Commands;

/// <summary>The settings of a command as options of its command line.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<Setting, Option<string>> _options;
    private readonly Option<bool> _showConfiguration =
        new("--show-config") { Description = "Print every setting, its value and where it came from, and stop." };

    /// <summary>Adds options to a command.</summary>
    public SettingOptions(Command command, IEnumerable<Setting> settings)
    {
        _options = settings.ToDictionary(setting => setting, OptionOf);
        foreach (var option in _options.Values)
        {
            command.Add(option);
        }

        command.Add(_showConfiguration);
    }

    /// <summary>Lets the command do its work once its settings are read and valid.</summary>
    /// <param name="command">The command.</param>
    /// <param name="console">Its surroundings.</param>
    /// <param name="needsMart">True when the command reads a mart.</param>
    /// <param name="work">The work: options in, exit code out.</param>
    public void SetAction(Command command, ExporterConsole console, bool needsMart,
        Func<ParseResult, ExporterOptions, CancellationToken, Task<int>> work) => command.SetAction(async (parsed, cancellationToken) =>
        {
            EnvironmentSettings.Check(console.VariableNames);
            var resolver = new SettingResolver(
                setting => _options.TryGetValue(setting, out var option) ? parsed.GetValue(option) : null, console.Variable, AppSettingsFile.Read(console.SettingsDirectory));
            if (parsed.GetValue(_showConfiguration))
            {
                ConfigurationTable.Write(console.Terminal, resolver, _options.Keys);
                return ExitCodes.Success;
            }

            if (ExporterOptionsReader.Read(resolver, needsMart, console.Time.GetUtcNow(), out var faults) is { } options)
            {
                return await work(parsed, options, cancellationToken);
            }

            foreach (var fault in faults)
            {
                await console.Error.WriteLineAsync($"error: {fault}");
            }

            await console.Error.WriteLineAsync($"'MotionBlend.Exporter {command.Name} --help' explains every option.");
            return ExitCodes.Usage;
        });

    private static Option<string> OptionOf(Setting setting) => new(setting.Flag)
    {
        HelpName = setting.Placeholder,
        Description = Describe(setting),
    };

    private static string Describe(Setting setting)
    {
        var text = setting.Help;
        if (setting.Environment.Count > 0)
        {
            text += $" [env: {string.Join(", ", setting.Environment)}]";
        }

        return setting.Default is { } standard ? $"{text} [default: {standard}]" : text;
    }
}
