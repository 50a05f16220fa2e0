using System.CommandLine;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>replay</c>: the dead letters of an earlier run once more.</summary>
internal static class ReplayCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          The dead letters of a run of this machine:
            MotionBlend.Exporter replay --run 20261124t120501-9f3c
          A file whose documents were mended:
            MotionBlend.Exporter replay --file mended.ndjson --es-url http://localhost:9200

        Each letter's document goes through the row gate again and is written through the alias. A newer version in the index
        stays; what is still wrong becomes a dead letter of the new run. A blend that the mart has deleted meanwhile would
        come back: replay the letters of the latest run only. The watermark does not move.

        Exit codes: 0 all letters are in the index; 2 no such run; 3 some are rejected again; else as for sync.
        """;

    private static readonly Setting[] Settings =
    [
        ExporterSettings.ElasticUrl, ExporterSettings.ElasticIndex, ExporterSettings.ElasticApiKey, ExporterSettings.BatchSize, ExporterSettings.BatchBytes,
        ExporterSettings.InFlight, ExporterSettings.InFlightBytes, ExporterSettings.Compress, ExporterSettings.RetryFor, ExporterSettings.RunsDirectory, ExporterSettings.Progress,
    ];

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("replay", "Writes the dead letters of an earlier run again.");
        var run = new Option<string>("--run") { HelpName = "ID", Description = "The run whose dead letters to write, in --runs-dir." };
        var file = new Option<string>("--file") { HelpName = "FILE", Description = "A dead-letter file, wherever it is." };
        command.Add(run);
        command.Add(file);
        new SettingOptions(command, Settings).SetAction(command, console, needsMart: false, async (parsed, options, cancellationToken) =>
        {
            var (id, path) = (parsed.GetValue(run), parsed.GetValue(file));
            if (string.IsNullOrEmpty(id) == string.IsNullOrEmpty(path))
            {
                await console.Error.WriteLineAsync("error: name the dead letters either by --run or by --file");
                return ExitCodes.Usage;
            }

            path ??= new RunFolder(options.RunsDirectory, Path.GetFileName(id!)).DeadLettersPath;
            if (!File.Exists(path))
            {
                await console.Error.WriteLineAsync($"error: there is no file {path}; the run had no dead letters, or it ran elsewhere");
                return ExitCodes.Usage;
            }

            // All letters may be wrong still: that is for the exit code to say, not a reason to stop.
            var replayed = options with
            {
                Mart = new MartChoice.DeadLetters(path),
                Export = options.Export with { Source = path, Cap = DeadLetterCap.None },
            };
            return await ExportRun.RunAsync(RunKind.Replay, replayed, console, cancellationToken);
        });
        return command;
    }
}
