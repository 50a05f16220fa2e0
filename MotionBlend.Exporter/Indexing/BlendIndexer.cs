using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Indexing;

/// <summary>
/// Writes judged batches and settles every operation: taken, superseded, or in the dead-letter file. Only what may succeed later
/// is sent again; a request that is refused as a whole is halved until the operation at fault stands alone.
/// Safe to share between threads.
/// </summary>
internal sealed class BlendIndexer(
    BulkClient bulk, RetrySchedule schedule, RunState state, TimeProvider time, ILogger<BlendIndexer> logger) : IBatchWriter
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task WriteAsync(IndexingTarget target, JudgedBatch batch, CancellationToken cancellationToken)
    {
        foreach (var part in batch.Parts())
        {
            await WriteAsync(target, batch, part, cancellationToken);
        }
    }

    private async Task WriteAsync(IndexingTarget target, JudgedBatch batch, List<int> pending, CancellationToken cancellationToken)
    {
        var retries = new RetryTime(schedule, time);
        for (var attempts = 1; pending.Count > 0; attempts++)
        {
            var sending = time.GetTimestamp();
            var result = await SendAsync(target, batch, pending, cancellationToken);
            var latency = time.GetElapsedTime(sending);
            if (result.TryGet(out var reply, out var error))
            {
                var refused = new List<DeadLetter>();
                var sent = pending;
                pending = [];
                for (var index = 0; index < sent.Count; index++)
                {
                    Settle(target, batch, sent[index], reply.Items[index], attempts, pending, refused);
                }

                await state.DeadLetters.WriteAsync(refused, cancellationToken);
                state.Progress.Throttled(pending.Count);
                error = pending.Count == 0 ? null : NotTaken(target, reply.Items, pending.Count);
            }
            else if (error.Failure is ElasticFailure.TooLarge or ElasticFailure.BadRequest)
            {
                await HalveAsync(target, batch, pending, error, attempts, cancellationToken);
                return;
            }
            else if (!error.IsTransient && error.Failure != ElasticFailure.MalformedReply)
            {
                throw ElasticFaults.Ending(error, "writing blends");
            }

            state.Concurrency.Report(latency, error?.Failure == ElasticFailure.TooManyRequests);
            if (error is not null)
            {
                await WaitAsync(error, attempts, retries, cancellationToken);
            }
        }
    }

    /// <summary>A reply of which some documents are to be sent again; the first of them says why.</summary>
    private static ElasticError NotTaken(IndexingTarget target, IReadOnlyList<BulkItemResult> items, int count)
    {
        var first = items.First(item => item.Outcome == BulkItemOutcome.Unavailable);
        return new ElasticError(first.Status == (int)HttpStatusCode.TooManyRequests ? ElasticFailure.TooManyRequests : ElasticFailure.ServerError,
            first.Status, first.ErrorType, $"{count} of {items.Count} documents were not taken: {first.ErrorReason}", $"POST /{target.Name}/_bulk");
    }

    private async Task<ElasticResult<BulkReply>> SendAsync(
        IndexingTarget target, JudgedBatch batch, List<int> pending, CancellationToken cancellationToken)
    {
        var isWhole = pending.Count == batch.Body.Count;
        var body = isWhole ? batch.Body : batch.Body.Select(pending);
        try
        {
            using var activity = ExporterTelemetry.Activities.StartActivity("export.bulk");
            activity?.SetTag("motionblend.operations", body.Count);
            var started = time.GetTimestamp();
            var result = await bulk.SendAsync(target.Name, target.IsAlias, body, RequestTimeout, cancellationToken);
            state.Progress.Sent(body.ByteCount);
            ExporterTelemetry.BulkDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            activity?.SetStatus(result.Error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            return result;
        }
        finally
        {
            if (!isWhole)
            {
                body.Dispose();
            }
        }
    }

    private void Settle(IndexingTarget target, JudgedBatch batch, int operation, BulkItemResult item, int attempts,
        List<int> pending, List<DeadLetter> refused)
    {
        var isRepeat = batch.Repeats?.Contains(operation) ?? false;
        switch (item.Outcome)
        {
            case BulkItemOutcome.Unavailable:
                pending.Add(operation);
                break;
            case BulkItemOutcome.Malformed:
                refused.Add(Letter(batch, operation, new DeadLetterError(item.Status, item.ErrorType, item.ErrorReason), attempts));
                Refuse(batch, operation);
                break;
            case BulkItemOutcome.Refused:
                throw ElasticFaults.Ending(new ElasticError(FailureOf(item.Status), item.Status, item.ErrorType,
                    item.ErrorReason ?? "no reason given", $"POST /{target.Name}/_bulk"), "writing blends");
            default:
                // In a new index a first row can only be called updated when an earlier attempt landed and its reply was lost.
                state.Settle(batch, target.IsNew && !isRepeat && item.Outcome == BulkItemOutcome.Updated ? BulkItemOutcome.Created : item.Outcome);
                state.Census.Settle(batch.Keys[operation], isRepeat);
                break;
        }
    }

    private void Refuse(JudgedBatch batch, int operation)
    {
        batch.Refuse(operation);
        state.Census.Refuse(batch.Keys[operation], batch.Repeats?.Contains(operation) ?? false);
    }

    private async Task HalveAsync(IndexingTarget target, JudgedBatch batch, List<int> pending, ElasticError error, int attempts,
        CancellationToken cancellationToken)
    {
        if (pending.Count == 1)
        {
            var operation = pending[0];
            Refuse(batch, operation);
            await state.DeadLetters.WriteAsync(
                [Letter(batch, operation, new DeadLetterError(error.Status, error.Type, error.Reason), attempts)], cancellationToken);
            return;
        }

        Log.RequestHalved(logger, pending.Count, error.ToString());
        var half = pending.Count / 2;
        await WriteAsync(target, batch, pending[..half], cancellationToken);
        await WriteAsync(target, batch, pending[half..], cancellationToken);
    }

    private async Task WaitAsync(ElasticError error, int attempts, RetryTime retries, CancellationToken cancellationToken)
    {
        if (retries.Next(attempts, error.RetryAfter) is not { } delay)
        {
            throw ElasticFaults.Ending(error, string.Create(CultureInfo.InvariantCulture,
                $"writing blends, {attempts} attempts in {retries.Spent.TotalSeconds:0} s"));
        }

        Log.BulkRetried(logger, attempts, delay.TotalMilliseconds, error.ToString());
        state.Progress.Retried(error.Type ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Failure.ToString()));
        ExporterTelemetry.Retries.Add(1);
        await Task.Delay(delay, time, cancellationToken);
    }

    private DeadLetter Letter(JudgedBatch batch, int operation, DeadLetterError error, int attempts)
    {
        state.Reject(batch);
        ExporterTelemetry.RowsRejected.Add(1, new KeyValuePair<string, object?>("stage", "cluster"));
        return new DeadLetter(batch.Rows[operation], batch.Body.Source(operation).ToArray())
        {
            Id = Encoding.UTF8.GetString(batch.Body.Id(operation)),
            Version = batch.Body.Operations[operation].Version,
            Error = error,
            Attempts = attempts,
        };
    }

    private static ElasticFailure FailureOf(int status) => status switch
    {
        401 => ElasticFailure.Unauthorized,
        403 => ElasticFailure.Forbidden,
        404 => ElasticFailure.NotFound,
        _ => ElasticFailure.ServerError,
    };
}
