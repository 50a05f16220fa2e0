using System.CommandLine;

namespace MotionBlend.Exporter.Commands;

/// <summary>What is said about a command line that cannot be understood. All of the help would hide the one line that says what is wrong.</summary>
internal static class CommandLineFault
{
    // So many letters may be wrong for a word to be taken for another.
    private const int MostWrongLetters = 3;

    /// <summary>Says what is wrong, and what may have been meant.</summary>
    public static async Task WriteAsync(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.Count > 0;
        foreach (var fault in parsed.Errors.Where(fault => !unknown || parsed.UnmatchedTokens.Any(token => fault.Message.Contains($"'{token}'", StringComparison.Ordinal))))
        {
            await error.WriteLineAsync($"error: {fault.Message.TrimEnd('.')}");
        }

        var meant = parsed.UnmatchedTokens.Select(token => Nearest(token, command)).OfType<string>().Distinct().ToArray();
        var name = command.Parents.Any() ? $"MotionBlend.Exporter {command.Name}" : "MotionBlend.Exporter";
        await error.WriteLineAsync($"  cure: {(meant.Length > 0 ? $"did you mean {string.Join(", ", meant)}? " : "")}'{name} --help' explains every {(command.Parents.Any() ? "option" : "command")}");
    }

    private static string? Nearest(string token, Command command) => command.Subcommands.Select(known => known.Name)
        .Concat(command.Options.Select(known => known.Name))
        .Select(known => (Name: known, Distance: Distance(token, known)))
        .Where(known => known.Distance <= MostWrongLetters)
        .OrderBy(known => known.Distance)
        .Select(known => known.Name)
        .FirstOrDefault();

    /// <summary>Letters to add, drop or change to turn one word into the other (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var left = 1; left <= from.Length; left++)
        {
            var diagonal = row[0];
            row[0] = left;
            for (var right = 1; right <= to.Length; right++)
            {
                var above = row[right];
                row[right] = Math.Min(Math.Min(above, row[right - 1]) + 1, diagonal + (from[left - 1] == to[right - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
