using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>rollback</c>: the alias back to an index of an earlier export.</summary>
internal static class RollbackCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          Back to the index before:
            MotionBlend.Exporter rollback --es-url http://localhost:9200
          To a certain one, also forward again:
            MotionBlend.Exporter rollback --to mb_blends_v1-20261124t120501.123

        The alias moves in one atomic step; no index is deleted. The next sync compares the whole mart with the index.

        Exit codes: 0; 6 another run is at work; 25 there is no such index; 20 to 24 as for export.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var to = new Option<string>("--to") { HelpName = "INDEX", Description = "The index to show. Unset: the most recent one before the current." };
        return ClusterCommand.Create(console, "rollback", "Moves the alias back to the index before.", async (parsed, options, connection, services, cancellationToken) =>
        {
            var alias = options.Export.Alias;
            await using var lease = new RunLease(
                connection.Control, RunId.New(console.Time.GetUtcNow()), "rollback", console.Time, services.GetRequiredService<ILogger<RunLease>>());
            await lease.AcquireAsync(cancellationToken);
            var current = await connection.Indices.CurrentAsync(cancellationToken);
            var others = await connection.Indices.UnlistedAsync(current, cancellationToken);
            var index = Choose(parsed.GetValue(to), alias, current, others);
            var documents = await connection.Indices.CountAsync(index, cancellationToken);
            if (documents == 0)
            {
                throw new ExportException(ExportFailure.NoIndex, $"{index} holds no document", "name another index with --to");
            }

            await lease.EnsureHeldAsync(cancellationToken);
            await connection.Indices.PublishAsync(index, current, cancellationToken);
            await console.Output.WriteLineAsync(
                $"{alias} is now {index}, {ProgressText.Count(documents)} documents (before: {(current.Count > 0 ? string.Join(", ", current) : "none")})");
            return ExitCodes.Success;
        }, to);
    }

    private static string Choose(string? wanted, string alias, IReadOnlyList<string> current, IReadOnlyList<UnlistedIndex> others)
    {
        var finished = others.Where(index => index.IsWhole).Select(index => index.Name).ToArray();
        var chosen = wanted is null
            ? finished.LastOrDefault(name => current.Count == 0 || string.CompareOrdinal(name, current[0]) < 0)
            : finished.FirstOrDefault(name => name == wanted);
        return chosen ?? throw new ExportException(ExportFailure.NoIndex,
            wanted is null ? $"there is no index before {(current.Count > 0 ? current[0] : alias)}" : $"there is no finished index {wanted} of {alias} beside the current",
            finished.Length > 0 ? $"there are: {string.Join(", ", finished)}; name one with --to" : "there is none at all; 'export --keep N' says how many are kept");
    }
}
