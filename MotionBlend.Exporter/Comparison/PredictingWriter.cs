using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Comparison;

/// <summary>Settles operations as the cluster would by the versions that it holds, and sends nothing.</summary>
internal sealed class PredictingWriter(RunState state) : IBatchWriter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, long> _written = [];
    private readonly List<string> _created = [];
    private readonly List<string> _updated = [];

    /// <summary>Some ids of documents that would be created.</summary>
    public IReadOnlyList<string> Created => _created;

    /// <summary>Some ids of documents that would be replaced.</summary>
    public IReadOnlyList<string> Updated => _updated;

    /// <inheritdoc/>
    public Task WriteAsync(IndexingTarget target, JudgedBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var operation in batch.Parts().SelectMany(part => part))
            {
                state.Settle(batch, OutcomeOf(batch, operation));
            }
        }

        return Task.CompletedTask;
    }

    private BulkItemOutcome OutcomeOf(JudgedBatch batch, int operation)
    {
        var (key, version) = (batch.Keys[operation], batch.Body.Operations[operation].Version);
        var isHeld = _written.TryGetValue(key, out var held) || (batch.Held?.TryGetValue(key, out held) ?? false);
        if (isHeld && held > version)
        {
            return BulkItemOutcome.Conflict;
        }

        _written[key] = version;
        var samples = isHeld ? _updated : _created;
        if (samples.Count < ComparisonResult.SampleSize)
        {
            samples.Add(BlendKey.IdOf(key));
        }

        return isHeld ? BulkItemOutcome.Updated : BulkItemOutcome.Created;
    }
}
