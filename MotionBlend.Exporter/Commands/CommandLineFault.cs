using System.CommandLine;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Commands;

/// <summary>What is said about a command line that cannot be understood. All of the help would hide the one line that says what is wrong.</summary>
internal static class CommandLineFault
{
    /// <summary>Says what is wrong, and what may have been meant.</summary>
    public static async Task WriteAsync(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.Count > 0;
        foreach (var fault in parsed.Errors.Where(fault => !unknown || parsed.UnmatchedTokens.Any(token => fault.Message.Contains($"'{token}'", StringComparison.Ordinal))))
        {
            await error.WriteLineAsync($"error: {fault.Message.TrimEnd('.')}");
        }

        var names = command.Subcommands.Select(known => known.Name).Concat(command.Options.Select(known => known.Name));
        var meant = parsed.UnmatchedTokens.Select(token => NearestName.Of(token, names)).OfType<string>().Distinct().ToArray();
        var name = command.Parents.Any() ? $"MotionBlend.Exporter {command.Name}" : "MotionBlend.Exporter";
        await error.WriteLineAsync($"  cure: {(meant.Length > 0 ? $"did you mean {string.Join(", ", meant)}? " : "")}'{name} --help' explains every {(command.Parents.Any() ? "option" : "command")}");
    }
}
