using System.Threading.Channels;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// Read, judge, write: a bounded pipeline whose stages run at the same time. Batches are judged by several threads and taken
/// up again in the mart's order; a batch that repeats an id waits for all before it, so that the last row of equal
/// version wins wherever it stands.
/// </summary>
/// <param name="judge">Judges batches.</param>
/// <param name="indexer">Writes them.</param>
/// <param name="state">What the run shares.</param>
/// <param name="cap">How many dead letters are allowed.</param>
/// <param name="indexed">What the index holds already and need not be sent; null for a new index.</param>
internal sealed class ExportPipeline(BatchJudge judge, IBatchWriter indexer, RunState state, DeadLetterCap cap, IndexedBlends? indexed = null)
{
    private readonly Dictionary<string, long> _warnings = new(StringComparer.Ordinal);

    /// <summary>Warnings by rule.</summary>
    public IReadOnlyDictionary<string, long> Warnings => _warnings;

    /// <summary>Newest version of all rows read; null before the first.</summary>
    public long? NewestVersion { get; private set; }

    /// <summary>Where what is done is noted; null for nowhere. Set before the first batch.</summary>
    public LoadCheckpoints? Checkpoints { get; set; }

    /// <summary>Exports all rows of a source that are not done with; returns when each is settled.</summary>
    /// <exception cref="ExportException">The run must be given up.</exception>
    /// <exception cref="MartException">The mart cannot be read on.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(
        IMartSource source, IndexingTarget target, BatchLimits limits, CancellationToken cancellationToken)
    {
        Restore(Checkpoints?.Start ?? LoadTally.Nothing);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var judged = Channel.CreateBounded<Task<JudgedBatch>>(new BoundedChannelOptions(Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(source, limits, judged.Writer, stop.Token);
        try
        {
            await WriteAsync(judged.Reader, target, new InFlight(state.Concurrency, stop), stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ThrowIfExceeded(isEnd: true);
    }

    private async Task ReadAsync(IMartSource source, BatchLimits limits, ChannelWriter<Task<JudgedBatch>> judged, CancellationToken cancellationToken)
    {
        try
        {
            var done = Checkpoints?.Start.Rows ?? 0;
            await foreach (var batch in source.ReadAsync(limits, cancellationToken))
            {
                if (batch.LastRow <= done)
                {
                    batch.Dispose();
                    continue;
                }

                batch.DropUpTo(done);
                await judged.WriteAsync(Task.Run(() => Judge(batch), CancellationToken.None), cancellationToken);
            }

            judged.Complete();
        }
        catch (Exception exception)
        {
            judged.Complete(exception);
            throw;
        }
    }

    private JudgedBatch Judge(MartBatch batch)
    {
        using var activity = ExporterTelemetry.Activities.StartActivity("export.page");
        activity?.SetTag("motionblend.first_row", batch.FirstRow).SetTag("motionblend.rows", batch.Count).SetTag("motionblend.bytes", batch.SourceBytes);
        using (batch)
        {
            return judge.Judge(batch);
        }
    }

    private async Task WriteAsync(
        ChannelReader<Task<JudgedBatch>> judged, IndexingTarget target, InFlight writing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var judging in judged.ReadAllAsync(cancellationToken))
            {
                await DispatchAsync(await judging, target, writing);
            }

            await writing.DrainAsync();
        }
        catch (MartException)
        {
            // What was read lands, so that a later run need not read it again.
            await writing.DrainAsync();
            throw;
        }
        catch
        {
            // Nothing may still be written when the index is removed.
            await writing.StopAsync();
            throw;
        }
    }

    private async Task DispatchAsync(JudgedBatch batch, IndexingTarget target, InFlight writing)
    {
        Count(batch);
        await state.DeadLetters.WriteAsync(batch.Rejected, CancellationToken.None);
        ThrowIfExceeded(isEnd: false);
        state.Census.FindRepeats(batch);
        if (batch.Repeats is not null)
        {
            await writing.DrainAsync();
        }

        var entry = Checkpoints?.Begin(batch);
        await writing.StartAsync(batch.Body.ByteCount, async token =>
        {
            using (batch)
            {
                state.Progress.Enter();
                try
                {
                    await (indexed?.SettleKnownAsync(batch, token) ?? Task.CompletedTask);
                    await indexer.WriteAsync(target, batch, token);
                    await (indexed?.NoteWrittenAsync(batch, token) ?? Task.CompletedTask);
                    ExporterTelemetry.CountSettled(batch.Ledger.Counts);
                    await (entry is null ? Task.CompletedTask : Checkpoints!.EndAsync(entry, token));
                }
                finally
                {
                    state.Progress.Leave();
                }
            }
        });
    }

    private void Count(JudgedBatch batch)
    {
        state.Read(batch);
        NewestVersion = batch.NewestVersion > (NewestVersion ?? long.MinValue) ? batch.NewestVersion : NewestVersion;
        if (NewestVersion is > 0 and var newest)
        {
            state.Progress.Newest(newest);
        }

        state.Progress.Read(batch.SourceBytes, batch.Fraction);
        ExporterTelemetry.RowsRead.Add(batch.RowsRead);
        ExporterTelemetry.RowsRejected.Add(batch.Rejected.Count, new KeyValuePair<string, object?>("stage", "gate"));
        foreach (var (rule, count) in batch.Warnings)
        {
            _warnings[rule] = _warnings.GetValueOrDefault(rule) + count;
        }
    }

    private void Restore(LoadTally done)
    {
        NewestVersion = done.NewestVersion;
        foreach (var (rule, count) in done.Warnings)
        {
            _warnings[rule] = count;
        }
    }

    private void ThrowIfExceeded(bool isEnd)
    {
        var counts = state.Ledger.Counts;
        if (cap.IsExceeded(counts, isEnd))
        {
            throw new ExportException(ExportFailure.TooManyRejected,
                $"{counts.DeadLettered} of {counts.Read} rows were rejected, more than --max-dead-letters {cap} allows; see {state.DeadLetters.Path}",
                "mend the mart by what the dead letters say, or allow more with --max-dead-letters");
        }
    }
}
