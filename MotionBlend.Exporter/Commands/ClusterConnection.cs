using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;

namespace MotionBlend.Exporter.Commands;

/// <summary>What every command needs to talk to a cluster. Nothing is sent before it is asked for.</summary>
internal sealed class ClusterConnection : IDisposable
{
    // A wrong address should be told at once, not after all the time for retries.
    private static readonly TimeSpan FirstContactTime = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client;

    /// <summary>Connects the parts.</summary>
    public ClusterConnection(ExporterOptions options, TimeProvider time, IServiceProvider services)
    {
        // Without the standard resilience handler: the exporter decides itself what is sent again, item by item.
        _client = new HttpClient(new SocketsHttpHandler
        {
            // Where requests are worth compressing replies are, too; on one machine it only costs both sides time.
            AutomaticDecompression = options.Compress ? DecompressionMethods.All : DecompressionMethods.None,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Transport = new HttpElasticsearchTransport(_client, options.Endpoint, new ElasticTransportOptions { CompressRequests = options.Compress });
        Schedule = new RetrySchedule(options.RetryFor, Random.Shared);
        Requests = new ClusterRequests(Schedule, time, services.GetRequiredService<ILogger<ClusterRequests>>());
        FirstContact = new ClusterRequests(
            new RetrySchedule(FirstContactTime, Random.Shared), time, NullLogger<ClusterRequests>.Instance);
        Cluster = new ClusterClient(Transport);
        Control = new ControlIndex(Transport, Requests, options.Export.Alias);
        Indices = new BlendIndices(
            new IndexClient(Transport), Requests, options.Export.Alias, services.GetRequiredService<ILogger<BlendIndices>>());
    }

    /// <summary>Sends requests.</summary>
    public IElasticsearchTransport Transport { get; }

    /// <summary>When to send again.</summary>
    public RetrySchedule Schedule { get; }

    /// <summary>Sends administrative requests, again if need be.</summary>
    public ClusterRequests Requests { get; }

    /// <summary>Sends the first requests of a command, with little patience.</summary>
    public ClusterRequests FirstContact { get; }

    /// <summary>The cluster's state.</summary>
    public ClusterClient Cluster { get; }

    /// <summary>Lease, watermark and reports of the alias.</summary>
    public ControlIndex Control { get; }

    /// <summary>The indices behind the alias.</summary>
    public BlendIndices Indices { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
