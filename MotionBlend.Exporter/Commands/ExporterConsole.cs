using Spectre.Console;

namespace MotionBlend.Exporter.Commands;

/// <summary>What surrounds a command: output, environment, clock. A test gives its own.</summary>
/// <param name="Output">Standard output: progress and results.</param>
/// <param name="Error">Standard error: what went wrong.</param>
/// <param name="Terminal">The terminal behind <paramref name="Output"/>.</param>
/// <param name="Variable">Value of an environment variable, or null.</param>
/// <param name="VariableNames">Names of all environment variables.</param>
/// <param name="SettingsDirectory">Folder of appsettings.json.</param>
/// <param name="Time">Clock.</param>
internal sealed record ExporterConsole(
    TextWriter Output, TextWriter Error, IAnsiConsole Terminal, Func<string, string?> Variable, IEnumerable<string> VariableNames, string SettingsDirectory,
    TimeProvider Time)
{
    // Where no terminal says how wide it is, lines are not broken for one.
    private const int UnboundedWidth = 500;

    /// <summary>That of this process.</summary>
    public static ExporterConsole OfProcess()
    {
        var output = new EnduringWriter(Console.Out);
        Console.SetOut(output);
        Console.SetError(new EnduringWriter(Console.Error));
        var terminal = AnsiConsole.Console;
        if (!terminal.Profile.Out.IsTerminal)
        {
            terminal.Profile.Width = UnboundedWidth;
        }

        return new ExporterConsole(
            output, Console.Error, terminal, Environment.GetEnvironmentVariable, Environment.GetEnvironmentVariables().Keys.Cast<string>(),
            Directory.GetCurrentDirectory(), TimeProvider.System);
    }
}
