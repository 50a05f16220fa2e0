using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MotionBlend.SearchNode.Api.Bulk;
using MotionBlend.SearchNode.Api.Cat;
using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Api.Documents;
using MotionBlend.SearchNode.Api.Indices;
using MotionBlend.SearchNode.Api.Search;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Search.Explain;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode;

/// <summary>
/// A running node, composed here and nowhere else, so that a test can start one in its own process on port 0 with a
/// folder of its own.
/// </summary>
public sealed class SearchNodeApplication : IAsyncDisposable
{
    // To notice changes of a settings file, the host would watch every folder below the one that the node was started in.
    private static readonly string[] HostSettings = ["--hostBuilder:reloadConfigOnChange=false"];

    private readonly WebApplication _app;

    private SearchNodeApplication(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where the node answers, without a path.</summary>
    public Uri Address { get; }

    /// <summary>Starts a node on a free port of loopback; it answers when this returns.</summary>
    /// <param name="dataFolder">Folder of the database.</param>
    /// <param name="settings">Node settings, <c>key=value</c> as <c>-E</c> takes them.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="ArgumentException">A setting is unknown or wrong.</exception>
    public static Task<SearchNodeApplication> StartAsync(
        string dataFolder, IEnumerable<string> settings, CancellationToken cancellationToken = default) =>
        StartAsync(dataFolder, settings, TimeProvider.System, cancellationToken);

    /// <summary>Starts a node whose refreshes, folds of the log and times follow a clock.</summary>
    internal static Task<SearchNodeApplication> StartAsync(
        string dataFolder, IEnumerable<string> settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (options, errors) = NodeSettings.Apply(new SearchNodeOptions { Port = 0, DataFolder = dataFolder }, settings);
        return errors.Count > 0
            ? throw new ArgumentException(string.Join("; ", errors), nameof(settings))
            : StartAsync(options, clock, cancellationToken);
    }

    internal static async Task<SearchNodeApplication> StartAsync(SearchNodeOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "MotionBlend.SearchNode", Args = HostSettings });
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Use(kestrel.ApplicationServices.GetRequiredService<HttpTraffic>().Count));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxContentLength;
        });
        builder.WebHost.UseSetting(WebHostDefaults.PreferHostingUrlsKey, "false");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // A start that fails is told by the command in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        AddNode(builder.Services, options, clock);

        var app = builder.Build();
        try
        {
            var storage = app.Services.GetRequiredService<NodeStorage>();
            app.Services.GetRequiredService<ILogger<NodeStorage>>()
                .Opened(storage.FolderPath, storage.State.Indices.Count, storage.ClusterUuid);
            app.MapDefaultEndpoints();
            var pipeline = app.Services.GetRequiredService<RequestPipeline>();
            app.Map("/{**path}", pipeline.InvokeAsync);
            // The health paths are for asking only: an index of that name is refused, not answered "Healthy".
            foreach (var path in new[] { ServiceDefaultsExtensions.HealthPath, ServiceDefaultsExtensions.AlivePath })
                app.MapMethods(path, ["PUT", "POST", "DELETE"], pipeline.InvokeAsync);
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new SearchNodeApplication(app, new Uri(addresses.First()));
    }

    /// <summary>Returns when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static void AddNode(IServiceCollection services, SearchNodeOptions options, TimeProvider clock)
    {
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton(provider => NodeStorage.Open(options, provider.GetRequiredService<ILogger<NodeStorage>>()));
        services.AddSingleton<IndexResolver>();
        services.AddSingleton<IndexAdministration>();
        services.AddSingleton<NodeCounters>();
        services.AddSingleton<VersionMaps>();
        services.AddSingleton<IndexingPressure>();
        services.AddSingleton<DocumentWriter>();
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<ByQueryWriter>();
        services.AddSingleton<IndexRefresher>();
        services.AddHostedService<RefreshLoop>();
        services.AddHostedService<FoldLoop>();
        services.AddSingleton<TermCountCache>();
        services.AddSingleton<TargetBinder>();
        services.AddSingleton<SortSlices>();
        services.AddSingleton<RowCache>();
        services.AddSingleton<MatchingRows>();
        services.AddSingleton<KnownHits>();
        services.AddSingleton<DocumentCache>();
        services.AddSingleton<SearchContexts>();
        services.AddSingleton<RequestCache>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<DocumentExplainer>();
        services.AddSingleton<AliasActions>();
        services.AddSingleton<Router>();
        services.AddSingleton<RunningTasks>();
        services.AddSingleton<HttpTraffic>();
        services.AddSingleton<NodeAddress>();
        services.AddSingleton<NodeVitals>();
        services.AddSingleton<RequestPipeline>();
        services.AddDocumentEndpoints();
        services.AddBulkEndpoints();
        services.AddSearchEndpoints();
        services.AddIndexEndpoints();
        services.AddClusterEndpoints();
        services.AddCatEndpoints();
    }
}
