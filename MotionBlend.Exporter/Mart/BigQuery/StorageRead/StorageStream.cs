using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>
/// Reads one stream of a session to its end. A call that breaks is made again at the row behind the last message that was written
/// out whole, so that no row is lost and none comes twice.
/// </summary>
internal sealed class StorageStream(
    StorageReadClient client, BigQueryTable table, string name, int number, long firstRow, ArrowRows rows, BigQueryOptions options, TimeProvider time, ILogger logger)
{
    private readonly RetryPolicy _retries = new(time, () => options.RetryDeadline, Random.Shared.NextDouble);
    private long _offset = firstRow;
    private long _handedOn = firstRow;

    /// <summary>Reads all rows and hands them on in blocks.</summary>
    /// <exception cref="MartException">The stream cannot be read on.</exception>
    public async Task ReadAsync(BatchLimits limits, ChannelWriter<RowBlock> blocks, CancellationToken cancellationToken)
    {
        using var activity = ExporterTelemetry.Activities.StartActivity("bigquery stream", ActivityKind.Client);
        activity?.SetTag("stream", number);
        var batcher = new RowBatcher(limits);
        while (await ReadOnceAsync(batcher, blocks, cancellationToken) is { } error)
        {
            if (!await _retries.WaitAsync(error, cancellationToken))
            {
                activity?.SetStatus(ActivityStatusCode.Error, error.Failure.ToString());
                throw BigQueryErrorText.Exception(table, error, $"reading stream {number} from row {_offset}");
            }

            BigQueryTelemetry.Retries.Add(1, BigQueryTelemetry.Interface("storage"), new("failure", error.Failure.ToString()));
            Log.BigQueryStreamBroke(logger, number, _offset, error.Failure, error.Message);
        }

        if (batcher.TryTake() is { } last)
        {
            await HandOnAsync(last, blocks, cancellationToken);
        }

        activity?.SetTag("rows", _offset);
    }

    /// <summary>Makes one call and reads it until it ends.</summary>
    /// <returns>Why it broke; null at the stream's end.</returns>
    private async Task<BigQueryError?> ReadOnceAsync(RowBatcher batcher, ChannelWriter<RowBlock> blocks, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            expiry.CancelAfter(options.RequestTimeout);
            using var call = await client.ReadRowsAsync(rows, name, _offset, limit.Token);
            while (await call.ResponseStream.MoveNext(limit.Token))
            {
                // The reader downstream may take its time; only waiting for the service counts.
                expiry.CancelAfter(Timeout.InfiniteTimeSpan);
                using var message = call.ResponseStream.Current;
                await WriteAsync(message, batcher, blocks, cancellationToken);
                _retries.Succeeded();
                expiry.CancelAfter(options.RequestTimeout);
            }

            return null;
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("the read was ended", exception, cancellationToken);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && expiry.IsCancellationRequested)
        {
            return new BigQueryError(BigQueryFailure.TimedOut, null, null, $"no message within {options.RequestTimeout.TotalSeconds:0.#} s");
        }
        catch (RpcException exception)
        {
            return GrpcErrors.Of(exception);
        }
        catch (InvalidDataException exception)
        {
            return new BigQueryError(BigQueryFailure.MalformedReply, null, null, exception.Message);
        }
    }

    private ValueTask HandOnAsync(RowBlock block, ChannelWriter<RowBlock> blocks, CancellationToken cancellationToken)
    {
        _handedOn += block.Rows.Count;
        return blocks.WriteAsync(block with { Stream = number - 1, StreamRows = _handedOn }, cancellationToken);
    }

    private async ValueTask WriteAsync(RowsMessage message, RowBatcher batcher, ChannelWriter<RowBlock> blocks, CancellationToken cancellationToken)
    {
        if (message.BatchBytes == 0)
        {
            return;
        }

        using var block = rows.Read(message);
        if (message.RowCount != block.Count)
        {
            throw new InvalidDataException($"a message announces {message.RowCount} rows and holds {block.Count}");
        }

        for (var row = 0; row < block.Count; row++)
        {
            block.Write(row, batcher.BeginRow());
            batcher.EndRow();
            if (batcher.IsFull && batcher.TryTake() is { } full)
            {
                await HandOnAsync(full, blocks, cancellationToken);
            }
        }

        _offset += block.Count;
        BigQueryTelemetry.Rows.Add(block.Count, BigQueryTelemetry.Interface("storage"));
        BigQueryTelemetry.Bytes.Add(message.BatchBytes, BigQueryTelemetry.Interface("storage"));
    }
}
