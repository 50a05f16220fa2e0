namespace MotionBlend.Conformance.Tests.Judging;

/// <summary>The server under judgement: one that is running at an address, or a search node of our own in this process.</summary>
public sealed class JudgedServer : IAsyncDisposable
{
    private readonly Func<ValueTask> _stop;

    private JudgedServer(Uri address, Func<ValueTask> stop)
    {
        Address = address;
        _stop = stop;
    }

    public Uri Address { get; }

    /// <summary>Why no node can be started in this process; null where one can.</summary>
    public static string? NodeIsMissing => "The search node cannot be started in process yet.";

    /// <param name="url">The address of a running server; null starts a node on a free port with an empty data folder.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<JudgedServer> OpenAsync(string? url, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return url is null
            ? throw new NotSupportedException("the node cannot be started in process yet: give --url")
            : Task.FromResult(new JudgedServer(new Uri(url), () => ValueTask.CompletedTask));
    }

    public ValueTask DisposeAsync() => _stop();
}
