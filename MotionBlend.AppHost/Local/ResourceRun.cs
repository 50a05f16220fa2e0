using System.ComponentModel;

namespace MotionBlend.AppHost.Local;

/// <summary>One resource in this run: waits for others, starts, is asked for its health, and is reported when it ends.</summary>
internal sealed class ResourceRun(Resource resource, RunnerConsole console, HttpClient http, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);
    // A signal from the terminal reaches the children too; who ends within this time of a stop was not at fault.
    private static readonly TimeSpan StopRace = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _process;
    private string? _detail;
    private long _started;

    public Resource Resource => resource;
    public ResourceState State { get; private set; } = ResourceState.Waiting;

    /// <summary>Completes once it is healthy or has finished (true), or will never be (false).</summary>
    public Task<bool> Ready => _ready.Task;

    public ResourceStatus Status => new(resource.Name, State, resource.DisplayAddress, _detail);
    private string Elapsed => $"{time.GetElapsedTime(_started).TotalSeconds:0.0} s";

    /// <summary>Runs it, after <paramref name="dependencies"/> are ready, until it ends or everything stops.</summary>
    public async Task RunAsync(IEnumerable<ResourceRun> dependencies, CancellationToken stopping)
    {
        try
        {
            foreach (var dependency in dependencies)
            {
                if (!await dependency.Ready.WaitAsync(stopping))
                {
                    Fail($"was not started, as {dependency.Resource.Name} did not get ready");
                    return;
                }
            }

            _started = time.GetTimestamp();
            if (resource.CreateStartInfo() is not { } start)
            {
                State = ResourceState.External;
                _ready.TrySetResult(true);
                return;
            }

            ChildEnvironment.Apply(start.Environment, resource);
            State = resource.Http is null ? ResourceState.Running : ResourceState.Starting;
            _process = ChildProcess.Start(start, line => console.Log(resource.Name, line));
            await Task.WhenAll(WatchEndAsync(_process, stopping), WatchHealthAsync(_process, stopping));
        }
        catch (Win32Exception e)
        {
            Fail($"could not be started: {e.Message}");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            State = State is ResourceState.Failed ? State : ResourceState.Stopped;
        }
        finally
        {
            _ready.TrySetResult(false);
        }
    }

    /// <summary>Asks the process to end, and ends it when <paramref name="patience"/> is over.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (_process is not { Ended.IsCompleted: false })
        {
            return;
        }

        _process.RequestStop();
        try
        {
            await _process.Ended.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            console.Alarm($"{resource.Name} does not stop by itself: killed.");
            _process.Kill();
            await _process.Ended;
        }
    }

    public void Dispose() => _process?.Dispose();

    private async Task WatchEndAsync(ChildProcess process, CancellationToken stopping)
    {
        var exitCode = await process.Ended;
        await Task.Delay(StopRace, time, stopping);
        if (exitCode == 0 && resource.Http is null)
        {
            State = ResourceState.Finished;
            _detail = $"after {Elapsed}";
            _ready.TrySetResult(true);
            console.Say($"{resource.Name} finished {_detail}.");
        }
        else
        {
            var signal = exitCode is > 128 and < 160 ? $" (signal {exitCode - 128})" : "";
            Fail($"exited with code {exitCode}{signal} after {Elapsed}", process.LastLines);
        }
    }

    private async Task WatchHealthAsync(ChildProcess process, CancellationToken stopping)
    {
        for (var wait = FirstPoll; resource.Http is { } endpoint; wait = wait < LongestPoll ? wait * 1.2 : LongestPoll)
        {
            var fault = await ProbeAsync(new Uri(new Uri(endpoint.Url), resource.HealthPath), stopping);
            if (process.Ended.IsCompleted)
            {
                return;
            }

            _detail = fault;
            if (fault is null && State is not ResourceState.Healthy)
            {
                State = ResourceState.Healthy;
                console.Say($"{resource.Name} is healthy {(_ready.TrySetResult(true) ? $"after {Elapsed}" : "again")}: {resource.DisplayAddress}");
            }
            else if (fault is not null && State is ResourceState.Healthy)
            {
                State = ResourceState.Unhealthy;
                console.Alarm($"{resource.Name} is unhealthy: {fault}.");
            }

            await Task.Delay(State is ResourceState.Healthy ? LongestPoll : wait, time, stopping);
        }
    }

    /// <summary>Asks once; null when the answer is good, else what is wrong.</summary>
    private async Task<string?> ProbeAsync(Uri address, CancellationToken stopping)
    {
        try
        {
            using var answer = await http.GetAsync(address, stopping);
            return answer.IsSuccessStatusCode ? null : $"{resource.HealthPath} answers {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stopping.IsCancellationRequested))
        {
            return $"{resource.HealthPath} does not answer";
        }
    }

    private void Fail(string reason, IReadOnlyCollection<string>? lastLines = null)
    {
        State = ResourceState.Failed;
        _detail = reason;
        _ready.TrySetResult(false);
        console.Alarm($"{resource.Name} {reason}.{(lastLines is { Count: > 0 } ? " Its last lines:" : "")}", lastLines ?? []);
    }
}
