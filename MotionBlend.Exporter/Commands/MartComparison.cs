using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>The surroundings of <c>plan</c> and <c>verify</c>, which compare a mart with what readers see and write nothing.</summary>
internal sealed class MartComparison : IDisposable
{
    private readonly ExporterConsole _console;
    private readonly IServiceProvider _services;

    private MartComparison(ExporterOptions options, ExporterConsole console, IServiceProvider services)
    {
        (Options, _console, _services) = (options, console, services);
        Connection = new ClusterConnection(options, console.Time, services);
        Progress = new RunProgress(Ledger, console.Time);
    }

    /// <summary>The settings they share.</summary>
    public static IReadOnlyList<Setting> Settings { get; } =
    [
        ExporterSettings.Mart, ExporterSettings.BigQueryProject, ExporterSettings.BigQueryDataset, ExporterSettings.BigQueryTable,
        .. BigQuerySettings.All,
        ExporterSettings.ElasticUrl, ExporterSettings.ElasticIndex, ExporterSettings.ElasticApiKey, ExporterSettings.RetryFor, ExporterSettings.Progress,
    ];

    /// <summary>The settings of the command.</summary>
    public ExporterOptions Options { get; }

    /// <summary>The cluster.</summary>
    public ClusterConnection Connection { get; }

    /// <summary>What would become of each row.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What a person watches.</summary>
    public RunProgress Progress { get; }

    /// <summary>Does the work of such a command; whatever ends it becomes an exit code.</summary>
    public static async Task<int> RunAsync(
        string name, ExporterOptions options, ExporterConsole console, Func<MartComparison, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        using var host = ExporterHost.Build(console.Time);
        ExporterHost.StartTelemetry(host);
        using var activity = ExporterTelemetry.Activities.StartActivity(name);
        try
        {
            using var comparison = new MartComparison(options, console, host.Services);
            return await work(comparison, cancellationToken);
        }
        catch (Exception exception)
        {
            var failure = CommandFailure.Of(exception, host.Services.GetRequiredService<ILogger<CommandFailure>>(), cancellationToken);
            await failure.WriteAsync(console.Error);
            return failure.ExitCode;
        }
    }

    /// <summary>Opens the mart.</summary>
    public Task<IMartSource> OpenAsync(MartWindow window, CancellationToken cancellationToken) =>
        MartOpener.OpenAsync(Options.Mart, window, _console, _services, cancellationToken);

    /// <summary>Opens the mart, and says first what reading it costs.</summary>
    public async Task<IMartSource> OpenWithPriceAsync(MartWindow window, CancellationToken cancellationToken)
    {
        var source = await OpenAsync(window, cancellationToken);
        if (source is BigQueryMart table)
        {
            var estimate = await table.EstimateAsync(cancellationToken);
            await _console.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"reading the mart: BigQuery bills {estimate.Bytes:N0} bytes, about {estimate.Dollars:0.00####} US dollars"));
        }

        return source;
    }

    /// <summary>Compares every row with every document.</summary>
    public async Task<ComparisonResult> CompareAsync(CancellationToken cancellationToken)
    {
        await using var source = await OpenWithPriceAsync(MartWindow.Everything, cancellationToken);
        await MartColumns.CheckAsync(source, cancellationToken);
        await Connection.FirstContact.SendAsync("looking for Elasticsearch", Connection.Cluster.VersionAsync, cancellationToken);
        var current = await Connection.Indices.CurrentAsync(cancellationToken);
        if (current.Count > 0)
        {
            // What was written last must be seen, whatever the refresh interval.
            await Connection.Indices.CountAsync(Options.Export.Alias, cancellationToken);
        }

        await _console.Output.WriteLineAsync($"comparing {source.Name} with {(current.Count > 0 ? string.Join(", ", current) : "no index yet")}");
        var comparer = new MartComparer(new DocumentScanner(Connection.Transport), Connection.Requests, new QualityGate(), Progress);
        return await WatchAsync(comparer.CompareAsync(source, current.Count > 0 ? Options.Export.Alias : null, BatchLimits.ForReading, cancellationToken));
    }

    /// <summary>Shows progress until work is done.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work)
    {
        await ProgressViews.Of(Options.Progress, _console).ShowAsync(Progress, work);
        return await work;
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
