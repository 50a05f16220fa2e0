using MotionBlend.SearchNode;

namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>A search node in this process on a free port, with a data folder of its own that goes with it.</summary>
public sealed class SearchNodeServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly SearchNodeApplication _node;

    private SearchNodeServer(DirectoryInfo folder, SearchNodeApplication node)
    {
        _folder = folder;
        _node = node;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => _node.Address;

    /// <summary>Starts one.</summary>
    public static async Task<SearchNodeServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("motionblend-node-");
        return new SearchNodeServer(folder, await SearchNodeApplication.StartAsync(folder.FullName, [], cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
