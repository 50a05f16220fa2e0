using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Ends this process when its standard input closes. A runner that starts it gives it a pipe there which only the runner
/// holds: so the process ends with its runner, however that one ended, on every operating system.
/// </summary>
internal sealed class StandardInputWatch : IHostedService
{
    /// <summary>Set to <c>true</c> by the runner; without it standard input is left alone.</summary>
    public const string Variable = "MOTIONBLEND_STOP_WITH_STDIN";

    /// <summary>Exit code of a process that did not end by itself in time.</summary>
    private const int Abandoned = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly Lazy<Task> Closed = new(WatchAsync);

    private readonly IHostApplicationLifetime _lifetime;

    /// <summary>Made by the container of the host that is to stop.</summary>
    public StandardInputWatch(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>Watches from now on, before the host is built, if the runner asked for it.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        if (bool.TryParse(builder.Configuration[Variable], out var asked) && asked)
        {
            _ = Closed.Value;
            builder.Services.AddHostedService<StandardInputWatch>();
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = StopHostAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopHostAsync()
    {
        await Closed.Value;
        _lifetime.StopApplication();
    }

    /// <summary>Completes when standard input has closed; a while later the process ends in any case.</summary>
    private static Task WatchAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(ReadToEnd) { IsBackground = true, Name = nameof(StandardInputWatch) }.Start();
        _ = ExitLaterAsync();
        return closed.Task;

        void ReadToEnd()
        {
            using var input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[256];
            while (input.Read(ignored) > 0)
            {
            }

            closed.SetResult();
        }

        async Task ExitLaterAsync()
        {
            await closed.Task;
            await Task.Delay(Patience);
            Environment.Exit(Abandoned);
        }
    }
}
