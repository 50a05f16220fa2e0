using MotionBlend.Domain.Blends;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Sample;

/// <summary>
/// A search backend that holds the sample mart, and another index of blends whose scores lie at and beside the edges of bars,
/// with an API over each. Started once for all tests of a class.
/// </summary>
public abstract class LoadedBackend : IAsyncLifetime
{
    private readonly string _run = Guid.NewGuid().ToString("n");
    private readonly List<string> _indices = [];
    private readonly HttpClient _http = new();
    private readonly List<ApiServer> _servers = [];
    private BlendIndexLoader? _loader;

    /// <summary>Blends whose scores lie at and beside the edges of bars; fixed, so that a failure can be repeated.</summary>
    public static IReadOnlyList<BlendDocument> EdgeBlends { get; } =
    [
        .. Enumerable.Range(0, 101).SelectMany(edge => (int[])[-1, 0, 1], (edge, ulps) => (Edge: edge, Ulps: ulps))
            .Select((place, number) => BlendBuilder.WithScore(number, Beside((float)(place.Edge / 100m), place.Ulps))),
    ];

    /// <summary>Why there is no such backend here; null when there is.</summary>
    public string? Missing { get; private set; }

    internal ApiServer Sample { get; private set; } = null!;

    internal ApiServer Edges { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        (var address, Missing) = await StartAsync();
        if (address is null)
        {
            return;
        }

        _ = ElasticsearchEndpoint.TryParse(address.ToString(), null, out var endpoint, out _);
        _loader = new BlendIndexLoader(new HttpElasticsearchTransport(_http, endpoint!, new ElasticTransportOptions()));
        Sample = await LoadAsync(address, "sample", SampleMart.Blends, shards: 3);
        Edges = await LoadAsync(address, "edges", EdgeBlends, shards: 1);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        foreach (var index in _indices)
        {
            await _loader!.DeleteAsync(index, CancellationToken.None);
        }

        _http.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the backend, or says why it cannot be started here.</summary>
    protected abstract ValueTask<(Uri? Address, string? Missing)> StartAsync();

    /// <summary>Stops what <see cref="StartAsync"/> started.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    private static double Beside(float score, int ulps) =>
        Math.Min(1, BitConverter.Int32BitsToSingle(Math.Max(0, BitConverter.SingleToInt32Bits(score) + ulps)));

    private async Task<ApiServer> LoadAsync(Uri address, string name, IReadOnlyList<BlendDocument> blends, int shards)
    {
        var alias = $"api-tests-{name}-{_run}";
        _indices.Add(await _loader!.LoadAsync(alias, blends, shards, TestContext.Current.CancellationToken));
        var server = await ApiServer.StartAsync(address, TimeProvider.System, $"--MotionBlend:Api:Index={alias}", "--MotionBlend:Api:RateLimit=0");
        _servers.Add(server);
        return server;
    }
}

/// <summary>The real Elasticsearch that the environment names.</summary>
public sealed class LoadedElasticsearch : LoadedBackend
{
    /// <inheritdoc/>
    protected override ValueTask<(Uri? Address, string? Missing)> StartAsync() => ValueTask.FromResult(RealElasticsearch.Url is { } url
        ? (new Uri(url), (string?)null)
        : (null, $"{RealElasticsearch.Variable} names no server"));
}

/// <summary>A search node in this process.</summary>
public sealed class LoadedSearchNode : LoadedBackend
{
    private SearchNodeServer? _node;

    /// <inheritdoc/>
    protected override async ValueTask<(Uri? Address, string? Missing)> StartAsync()
    {
        _node = await SearchNodeServer.StartAsync(TestContext.Current.CancellationToken);
        return (_node.Address, null);
    }

    /// <inheritdoc/>
    protected override ValueTask StopAsync() => _node?.DisposeAsync() ?? ValueTask.CompletedTask;
}
