using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>verify</c> and <c>plan</c>: compare a mart with what readers see, and write nothing.</summary>
internal static class ComparisonCommands
{
    /// <summary>What help of <c>verify</c> adds.</summary>
    public const string VerifyExamples = """
        Example:
          MotionBlend.Exporter verify --mart mart.ndjson.gz --es-url http://localhost:9200

        Every row is compared with its document by version and by the values of all columns, however they are spelled.
        Ids that differ are named. Exit code 0: equal; 5: they differ; else as for export.
        """;

    /// <summary>What help of <c>plan</c> adds.</summary>
    public const string PlanExamples = """
        Example:
          MotionBlend.Exporter plan --mart mart.ndjson.gz --es-url http://localhost:9200

        Says what an export of the mart would change for readers. Nothing is written. Exit codes as for export.
        """;

    private static readonly Setting[] Settings =
    [
        ExporterSettings.Mart, ExporterSettings.BigQueryProject, ExporterSettings.BigQueryDataset, ExporterSettings.BigQueryTable,
        .. BigQuerySettings.All,
        ExporterSettings.ElasticUrl, ExporterSettings.ElasticIndex, ExporterSettings.ElasticApiKey, ExporterSettings.RetryFor,
    ];

    /// <summary>The command <c>verify</c>.</summary>
    public static Command Verify(ExporterConsole console) => Create(
        console, "verify", "Compares the mart with the index, row by row, and names what differs.", result =>
        {
            ComparisonTable.WriteVerification(console, result);
            return result.IsEqual ? ExitCodes.Success : ExitCodes.Of(ExportFailure.VerificationFailed);
        });

    /// <summary>The command <c>plan</c>.</summary>
    public static Command Plan(ExporterConsole console) => Create(
        console, "plan", "Shows what an export would change, and writes nothing.", result =>
        {
            ComparisonTable.WritePlan(console, result);
            return ExitCodes.Success;
        });

    private static Command Create(ExporterConsole console, string name, string description, Func<ComparisonResult, int> show)
    {
        var command = new Command(name, description);
        new SettingOptions(command, Settings).SetAction(command, console, needsMart: true, async (_, options, cancellationToken) =>
        {
            using var host = ExporterHost.Build(console.Time);
            ExporterHost.StartTelemetry(host);
            using var activity = ExporterTelemetry.Activities.StartActivity(name);
            try
            {
                return show(await CompareAsync(options, console, host.Services, cancellationToken));
            }
            catch (Exception exception)
            {
                var logger = host.Services.GetRequiredService<ILogger<CommandFailure>>();
                var failure = CommandFailure.Of(exception, logger, cancellationToken);
                await failure.WriteAsync(console.Error);
                return failure.ExitCode;
            }
        });
        return command;
    }

    private static async Task<ComparisonResult> CompareAsync(
        ExporterOptions options, ExporterConsole console, IServiceProvider services, CancellationToken cancellationToken)
    {
        using var connection = new ClusterConnection(options, console.Time, services);
        await using var source = await MartOpener.OpenAsync(options.Mart, MartWindow.Everything, console, services, cancellationToken);
        await MartColumns.CheckAsync(source, cancellationToken);
        if (source is BigQueryMart table)
        {
            var estimate = await table.EstimateAsync(cancellationToken);
            await console.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"reading the mart: BigQuery bills {estimate.Bytes:N0} bytes, about {estimate.Dollars:0.00####} US dollars"));
        }

        await connection.FirstContact.SendAsync("looking for Elasticsearch", connection.Cluster.VersionAsync, cancellationToken);
        var current = await connection.Indices.CurrentAsync(cancellationToken);
        if (current.Count > 0)
        {
            // What was written last must be seen, whatever the refresh interval.
            await connection.Indices.CountAsync(options.Export.Alias, cancellationToken);
        }

        await console.Output.WriteLineAsync($"comparing {source.Name} with {(current.Count > 0 ? string.Join(", ", current) : "no index yet")}");
        var comparer = new MartComparer(new DocumentScanner(connection.Transport), connection.Requests, new QualityGate());
        return await comparer.CompareAsync(source, current.Count > 0 ? options.Export.Alias : null, options.Export.Limits, cancellationToken);
    }
}
