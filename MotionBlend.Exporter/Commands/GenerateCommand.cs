using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Progress;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>generate</c>: a mart file of any size, for load tests.</summary>
internal static class GenerateCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          A million rows in the likeness of the sample:
            MotionBlend.Exporter generate --mart samples/mart_blend_snn_metrics.ndjson.gz --rows 1000000 --out million.ndjson.gz
          To standard output:
            MotionBlend.Exporter generate --mart mart.parquet --rows 1000 > thousand.ndjson

        The rows are those of the mart that satisfy the rules, in their order and over again, each with an id of its own. The same
        --seed gives the same file; another seed other ids.

        Exit codes: 0; 10 the mart cannot be read; 30 the file cannot be written.
        """;

    private static readonly Setting[] Settings = [ExporterSettings.Mart];

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("generate", "Makes a mart file of any size from the rows of another.");
        var rows = new Option<long>("--rows") { HelpName = "N", Required = true, Description = "How many rows, 1 to 1000000000." };
        var output = new Option<string>("--out") { HelpName = "FILE", Description = "Where to; gzipped when the name ends in .gz. Unset: standard output." };
        var seed = new Option<int>("--seed") { HelpName = "N", DefaultValueFactory = _ => 1, Description = "Decides the ids." };
        seed.CustomParser = result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            result.AddError("--seed: must be a whole number of 32 bits");
            return 0;
        };
        rows.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!long.TryParse(token.Value, out var count) || count is < 1 or > 1_000_000_000))
            {
                result.AddError("--rows: must be a whole number from 1 to 1000000000");
            }
        });
        command.Add(rows);
        command.Add(output);
        command.Add(seed);
        new SettingOptions(command, Settings).SetAction(command, console, needsMart: true, async (parsed, options, cancellationToken) =>
        {
            using var host = ExporterHost.Build(console.Time);
            try
            {
                await using var source = await MartOpener.OpenAsync(options.Mart, MartWindow.Everything, console, host.Services, cancellationToken);
                var generator = await MartGenerator.ReadAsync(source, options.Export.Limits, cancellationToken);
                await WriteAsync(generator, parsed.GetValue(rows), parsed.GetValue(seed), parsed.GetValue(output), cancellationToken);
                if (parsed.GetValue(output) is { } path)
                {
                    await console.Output.WriteLineAsync(
                        $"{path}: {ProgressText.Count(parsed.GetValue(rows))} rows made from {ProgressText.Count(generator.Templates)}");
                }

                return ExitCodes.Success;
            }
            catch (Exception exception)
            {
                var failure = CommandFailure.Of(exception, host.Services.GetRequiredService<ILogger<CommandFailure>>(), cancellationToken);
                await failure.WriteAsync(console.Error);
                return failure.ExitCode;
            }
        });
        return command;
    }

    private static async Task WriteAsync(MartGenerator generator, long rows, int seed, string? path, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            await using var file = path is null ? Console.OpenStandardOutput() : new FileStream(path, FileMode.Create, FileAccess.Write);
            await using var gzip = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? new GZipStream(file, CompressionLevel.Fastest) : null;
            await generator.WriteAsync(rows, seed, gzip ?? file, cancellationToken);
            isWhole = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Exporter.Export.ExportException(Exporter.Export.ExportFailure.OutputNotWritable,
                $"{path ?? "standard output"} cannot be written: {exception.Message}", "free disk space, or name another file with --out");
        }
        finally
        {
            // Part of a plain file would pass for a mart.
            if (!isWhole && path is not null && new FileInfo(path) is { Exists: true, Length: > 0 } part)
            {
                part.Delete();
            }
        }
    }
}
