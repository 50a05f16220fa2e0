namespace MotionBlend.AppHost.Local;

/// <summary>Runs all resources, shows how they are, and stops them together.</summary>
internal sealed class ApplicationRunner(IEnumerable<Resource> resources, RunnerConsole console, TimeProvider time)
{
    /// <summary>Exit code where a process failed or died.</summary>
    public const int SomethingFailed = 1;

    // Together under the 10 s in which everything has to be gone.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan TablePatience = TimeSpan.FromSeconds(15);

    private readonly List<ResourceRun> _runs = [];

    /// <summary>Runs until <paramref name="stop"/> is cancelled or nothing is left running.</summary>
    /// <returns>The exit code of the AppHost.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        _runs.AddRange(resources.Select(resource => new ResourceRun(resource, console, http, time)));
        var all = Task.WhenAll(_runs.Select(run => run.RunAsync(_runs.Where(other => run.Resource.Dependencies.Contains(other.Resource)), stop)));
        var table = ShowTableAsync(started, stop);

        await Task.WhenAny(all, Task.Delay(Timeout.Infinite, stop));
        if (stop.IsCancellationRequested)
        {
            console.Say("stopping ...");
        }

        await Task.WhenAll(_runs.Select(run => run.StopAsync(StopPatience)));
        await Task.WhenAll(all, table);
        _runs.ForEach(run => run.Dispose());

        var failed = _runs.Where(run => run.State is ResourceState.Failed).Select(run => $"{run.Resource.Name} {run.Status.Detail}").ToList();
        console.Say(failed.Count == 0 ? "stopped." : $"ended, and not all went well: {string.Join("; ", failed)}.");
        return failed.Count == 0 ? 0 : SomethingFailed;
    }

    /// <summary>Shows the table when all is settled; where that takes long, once before and once then.</summary>
    private async Task ShowTableAsync(long started, CancellationToken stop)
    {
        var settled = Task.WhenAll(_runs.Select(run => run.Ready));
        if (await Task.WhenAny(settled, Task.Delay(TablePatience, time, stop)) != settled && !stop.IsCancellationRequested)
        {
            Show("is starting");
            console.ReleaseLogs();
        }

        await settled;
        if (!stop.IsCancellationRequested)
        {
            Show(_runs.Any(run => run.State is ResourceState.Failed) ? "is up in part" : "is up");
        }

        console.ReleaseLogs();

        void Show(string state)
        {
            var title = $"MotionBlend {state} ({time.GetElapsedTime(started).TotalSeconds:0.0} s). Ctrl+C stops everything.";
            console.Write(["", title, "", .. ResourceTable.Format(Rows()), ""]);
        }
    }

    /// <summary>What people open comes first, then what listens, then jobs. A connection string made of other addresses is not shown.</summary>
    private IEnumerable<ResourceStatus> Rows() => Enumerable.Reverse(_runs)
        .Where(run => run.Resource is not ConnectionStringResource || run.Status.Address is not null)
        .OrderByDescending(run => run.Resource.Http is { IsExternal: true })
        .ThenByDescending(run => run.Resource.Http is not null)
        .Select(run => run.Status);
}
