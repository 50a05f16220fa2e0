using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>The parts of an export, put together.</summary>
internal sealed class ExportComposition : IDisposable
{
    // A wrong address should be told at once, not after all the time for retries.
    private static readonly TimeSpan FirstContactTime = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client;

    /// <summary>Puts the parts together; nothing is sent yet.</summary>
    public ExportComposition(ExporterOptions options, RunState state, TimeProvider time, IServiceProvider services)
    {
        // Without the standard resilience handler: the exporter decides itself what is sent again, item by item.
        _client = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var transport = new HttpElasticsearchTransport(_client, options.Endpoint, new ElasticTransportOptions());
        var schedule = new RetrySchedule(options.RetryFor, Random.Shared);
        var requests = new ClusterRequests(schedule, time, Logger<ClusterRequests>());
        var indices = new BlendIndices(new IndexClient(transport), requests, options.Export.Alias, Logger<BlendIndices>());
        var indexer = new BlendIndexer(new BulkClient(transport), schedule, state, time, Logger<BlendIndexer>());
        Pipeline = new ExportPipeline(new BatchJudge(new QualityGate()), indexer, state, options.Export.Cap);
        var firstContact = new ClusterRequests(
            new RetrySchedule(FirstContactTime, Random.Shared), time, NullLogger<ClusterRequests>.Instance);
        Export = new FullExport(new ClusterClient(transport), firstContact, indices, Pipeline, options.Export, state, time, Logger<FullExport>());

        ILogger<T> Logger<T>() => services.GetRequiredService<ILogger<T>>();
    }

    /// <summary>The export.</summary>
    public FullExport Export { get; }

    /// <summary>Its pipeline.</summary>
    public ExportPipeline Pipeline { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
