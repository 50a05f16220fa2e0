using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>The parts of an export, put together.</summary>
internal sealed class ExportComposition : IDisposable
{
    private readonly ClusterConnection _connection;

    /// <summary>Puts the parts together; nothing is sent yet.</summary>
    public ExportComposition(ExporterOptions options, RunState state, TimeProvider time, IServiceProvider services)
    {
        _connection = new ClusterConnection(options, time, services);
        var indexer = new BlendIndexer(new BulkClient(_connection.Transport), _connection.Schedule, state, time, Logger<BlendIndexer>());
        Pipeline = new ExportPipeline(new BatchJudge(new QualityGate()), indexer, state, options.Export.Cap);
        Export = new FullExport(
            _connection.Cluster, _connection.FirstContact, _connection.Indices, Pipeline, options.Export, state, time, Logger<FullExport>());

        ILogger<T> Logger<T>() => services.GetRequiredService<ILogger<T>>();
    }

    /// <summary>The export.</summary>
    public FullExport Export { get; }

    /// <summary>Its pipeline.</summary>
    public ExportPipeline Pipeline { get; }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
