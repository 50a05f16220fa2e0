using System.Diagnostics.CodeAnalysis;

namespace MotionBlend.AppHost.Configuration;

/// <summary>
/// Turns the command line into configuration arguments (<c>--Key=value</c>), so that options, environment variables and
/// <c>appsettings.json</c> meet in one place. An argument that is a configuration key already (it has a <c>:</c>) passes.
/// </summary>
internal static class CommandLine
{
    /// <summary>Exit code for arguments or settings that cannot be used.</summary>
    public const int UsageError = 2;

    private static string DefaultEnvironment =>
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } dotnet ? dotnet
        : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } aspnet ? aspnet
        : "Development";

    private static readonly string[] HelpNames = ["--help", "-h", "-?", "/?"];

    /// <summary>
    /// Reads <paramref name="args"/>. Prints the help, or every fault, and returns false where the run ends here.
    /// </summary>
    public static bool TryRead(string[] args, [NotNullWhen(true)] out string[]? configuration)
    {
        configuration = null;
        if (args.Intersect(HelpNames).Any())
        {
            Console.Out.Write(HelpText.Full);
            return false;
        }

        var (arguments, faults) = Parse(args);
        if (faults.Count > 0)
        {
            Refuse(faults);
            return false;
        }

        // First, so that an --environment among the arguments wins. Always there, so that no variable named ENVIRONMENT does.
        configuration = [$"--{AppHostKeys.Environment}={DefaultEnvironment}", .. arguments];
        return true;
    }

    /// <summary>Prints <paramref name="faults"/> with the way to the help, and sets the exit code.</summary>
    public static void Refuse(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"error: {fault}");
        }

        Console.Error.WriteLine("`dotnet run --project MotionBlend.AppHost -- --help` explains every option.");
        Environment.ExitCode = UsageError;
    }

    /// <summary>The configuration arguments that <paramref name="args"/> stand for, and what is wrong with the rest.</summary>
    internal static (List<string> Arguments, List<string> Faults) Parse(IReadOnlyList<string> args)
    {
        List<string> arguments = [];
        List<string> faults = [];
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            var option = CommandLineOption.All.FirstOrDefault(candidate => candidate.Name == name);
            if (option is null)
            {
                if (!PassesThrough(args[i]))
                {
                    faults.Add(Unknown(name));
                }
                else
                {
                    arguments.Add(args[i]);
                }
            }
            else if (option.ValueName is null)
            {
                if (value is not null)
                {
                    faults.Add($"{name} takes no value, but '{value}' was given.");
                }

                arguments.Add($"--{option.Key}={option.SwitchValue}");
            }
            else if ((value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null) is { Length: > 0 })
            {
                arguments.Add($"--{option.Key}={value}");
            }
            else
            {
                faults.Add($"{name} needs a value: {name} {option.ValueName}.");
            }
        }

        return (arguments, faults);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Unknown(string name) =>
        !name.StartsWith('-') ? $"'{name}' is not an option, and the AppHost takes no other argument."
        : CommandLineOption.Nearest(name) is { } near ? $"{name} is not an option; did you mean {near.Name}?"
        : $"{name} is not an option.";

#if OFFICIAL_PACKAGES
    // Aspire's own tools (publish, deploy, manifest) pass options that only Aspire knows.
    private static bool PassesThrough(string argument) => argument.Length > 0;
#else
    private static bool PassesThrough(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && Split(argument) is { Value: not null } pair && pair.Name.Contains(':', StringComparison.Ordinal);
#endif
}
