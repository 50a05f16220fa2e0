using MotionBlend.SearchNode;

namespace MotionBlend.Conformance.Tests.Judging;

/// <summary>The server under judgement: one that is running at an address, or a search node of our own in this process.</summary>
public sealed class JudgedServer : IAsyncDisposable
{
    // As Elasticsearch's own tests expect their server to be started.
    private static readonly string[] Settings = ["action.destructive_requires_name=false", "node.attr.testattr=test"];

    private readonly SearchNodeApplication? _node;
    private readonly string? _dataFolder;

    private JudgedServer(Uri address, SearchNodeApplication? node, string? dataFolder)
    {
        Address = address;
        _node = node;
        _dataFolder = dataFolder;
    }

    public Uri Address { get; }

    /// <param name="url">The address of a running server; null starts a node on a free port with an empty data folder.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<JudgedServer> OpenAsync(string? url, CancellationToken cancellationToken)
    {
        if (url is not null) return new JudgedServer(new Uri(url), null, null);
        var dataFolder = Directory.CreateTempSubdirectory("motionblend-judged-").FullName;
        var node = await SearchNodeApplication.StartAsync(dataFolder, Settings, cancellationToken);
        return new JudgedServer(node.Address, node, dataFolder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is null) return;
        await _node.DisposeAsync();
        Directory.Delete(_dataFolder!, recursive: true);
    }
}
