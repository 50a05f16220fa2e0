using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;
using MotionBlend.Exporter.Mart.Columnar;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>Creates read sessions and reads their streams, several at a time.</summary>
internal sealed class StorageReader(StorageReadClient client, BigQueryTable table, BigQueryOptions options, TimeProvider time, ILogger logger)
{
    // Where sessions are blocked, by a proxy for instance, REST may still do: do not try for long.
    private static readonly TimeSpan SessionDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Creates a session: it fixes the rows for the next hours, whatever becomes of the table.</summary>
    /// <returns>The session, or why there is none.</returns>
    public async Task<(ReadSession? Session, BigQueryError? Error)> CreateSessionAsync(
        IEnumerable<MartColumn> columns, MartWindow window, CancellationToken cancellationToken)
    {
        var retries = new RetryPolicy(time, () => SessionDeadline < options.RetryDeadline ? SessionDeadline : options.RetryDeadline, Random.Shared.NextDouble);
        for (var attempt = 1; ; attempt++)
        {
            var (session, error) = await TryCreateAsync(Request(columns, window), cancellationToken);
            if (session is not null)
            {
                Log.BigQuerySessionCreated(logger, session.Streams.Count, session.EstimatedRowCount);
                return (session, null);
            }

            if (!await retries.WaitAsync(error!, cancellationToken))
            {
                return (null, error);
            }

            BigQueryTelemetry.Retries.Add(1, BigQueryTelemetry.Interface("storage"), new("failure", error!.Failure.ToString()));
            Log.BigQueryRetried(logger, "CreateReadSession", attempt, error.Failure, error.Message);
        }
    }

    /// <summary>Reads the rows of a session, of each stream from its start in <paramref name="starts"/> on; rows of a stream come in order, streams come mixed.</summary>
    /// <exception cref="MartException">A stream cannot be read on.</exception>
    public async IAsyncEnumerable<RowBlock> ReadAsync(
        ReadSession session, IReadOnlyList<long> starts, IReadOnlyList<MartColumn> columns, BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<RowBlock>(new BoundedChannelOptions(1) { SingleReader = true });
        var reading = ReadStreamsAsync(session, starts, columns, limits, channel.Writer, stop);
        try
        {
            await foreach (var block in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return block;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Reads the streams; a fault of one ends all and reaches the reader through the channel.</summary>
    private async Task ReadStreamsAsync(
        ReadSession session, IReadOnlyList<long> starts, IReadOnlyList<MartColumn> columns, BatchLimits limits, ChannelWriter<RowBlock> blocks, CancellationTokenSource stop)
    {
        try
        {
            // A session of a table without rows has no streams, and then need not have a schema.
            if (session.Streams.Count > 0)
            {
                var rows = new ArrowRows(session.ArrowSchema?.SerializedSchema ?? Google.Protobuf.ByteString.Empty, columns);
                var streams = session.Streams.Select((stream, index) => new StorageStream(client, table, stream.Name, index + 1, starts[index], rows, options, time, logger));
                var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxStreams, CancellationToken = stop.Token };
                await Parallel.ForEachAsync(streams, parallel, async (stream, token) => await stream.ReadAsync(limits, blocks, token));
            }

            blocks.Complete();
        }
        catch (Exception exception)
        {
            blocks.Complete(exception);
        }
    }

    private async Task<(ReadSession? Session, BigQueryError? Error)> TryCreateAsync(CreateReadSessionRequest request, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(options.RequestTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            return (await client.CreateSessionAsync(request, limit.Token), null);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("the read was ended", exception, cancellationToken);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && expiry.IsCancellationRequested)
        {
            return (null, new BigQueryError(BigQueryFailure.TimedOut, null, null, $"no read session within {options.RequestTimeout.TotalSeconds:0.#} s"));
        }
        catch (RpcException exception)
        {
            return (null, GrpcErrors.Of(exception));
        }
    }

    private CreateReadSessionRequest Request(IEnumerable<MartColumn> columns, MartWindow window)
    {
        // Neither LZ4 nor ZSTD: the reader of Arrow that we have does not unpack them, and unpacking costs more than it saves near the service.
        var session = new ReadSession
        {
            Table = table.StoragePath,
            DataFormat = DataFormat.Arrow,
            TraceId = "MotionBlend:Exporter",
            ReadOptions = new ReadSession.Types.TableReadOptions { RowRestriction = MartQuery.RowRestriction(window) },
        };
        session.ReadOptions.SelectedFields.AddRange(columns.Select(column => column.Name));
        if (window.SnapshotTime is { } snapshot)
        {
            session.TableModifiers = new ReadSession.Types.TableModifiers { SnapshotTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(snapshot) };
        }

        return new CreateReadSessionRequest { Parent = $"projects/{table.Project}", ReadSession = session, MaxStreamCount = options.MaxStreams };
    }
}
