using MotionBlend.Exporter.Commands;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Worker;

/// <summary>Runs an export or a sync again and again, and tells how it is. A run that fails is no end: the next may succeed.</summary>
internal sealed class ExportWorker(ExporterOptions options, ExporterConsole console, Random random)
{
    // Workers of several machines that were started together should not come together each time.
    private const double Jitter = 0.1;

    private readonly WorkerState _state = new();

    /// <summary>Works until it is cancelled.</summary>
    /// <param name="run">One run, told whether it is the first: reports how it ended, and returns its exit code.</param>
    /// <param name="cancellationToken">Ends the worker: a run at work is ended as by a signal.</param>
    /// <returns>0; or 130 when a run was cut off.</returns>
    public async Task<int> RunAsync(Func<bool, Action<RunReport>, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var every = options.Every!.Value;
        try
        {
            await using var endpoint = await HealthEndpoint.StartAsync(options.HealthPort, options.IsHealthLocal, _state, cancellationToken);
            await console.Output.WriteLineAsync($"worker: a run every {ProgressText.Duration(every)}, give or take a tenth; {endpoint.Address}/health tells how it is, POST {endpoint.Address}/runs starts one");
            for (var isFirst = true; ; isFirst = false)
            {
                _state.Begin();
                RunReport? report = null;
                var exitCode = await run(isFirst, ended => report = ended, cancellationToken);
                _state.End(report);
                if (cancellationToken.IsCancellationRequested)
                {
                    return exitCode;
                }

                var delay = every * (1 - Jitter + (2 * Jitter * random.NextDouble()));
                await console.Output.WriteLineAsync($"worker: exit code {exitCode}; next run in {ProgressText.Duration(delay)}");
                await _state.WaitAsync(delay, console.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
        catch (ExportException exception)
        {
            await console.Error.WriteLineAsync($"error: {exception.Message}");
            await console.Error.WriteLineAsync($"  cure: {exception.Cure}");
            return ExitCodes.Of(exception.Failure);
        }
    }
}
