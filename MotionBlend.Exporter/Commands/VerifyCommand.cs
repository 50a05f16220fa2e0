using System.CommandLine;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>verify</c>: whether the index holds what the mart holds.</summary>
internal static class VerifyCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Example:
          MotionBlend.Exporter verify --mart mart.ndjson.gz --es-url http://localhost:9200

        Every row is compared with its document by version and by the values of all columns, however they are spelled.
        Ids that differ are named. Exit code 0: equal; 5: they differ; else as for export.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("verify", "Compares the mart with the index, row by row, and names what differs.");
        new SettingOptions(command, MartComparison.Settings).SetAction(command, console, needsMart: true, (_, options, cancellationToken) =>
            MartComparison.RunAsync("verify", options, console, async (comparison, token) =>
            {
                var result = await comparison.CompareAsync(token);
                ComparisonTable.WriteVerification(console, result);
                return result.IsEqual ? ExitCodes.Success : ExitCodes.Of(ExportFailure.VerificationFailed);
            }, cancellationToken));
        return command;
    }
}
