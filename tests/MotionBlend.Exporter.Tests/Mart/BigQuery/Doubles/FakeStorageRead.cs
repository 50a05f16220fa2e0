using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Storage Read: deals the rows out to streams and breaks them by script.</summary>
internal sealed class FakeStorageRead(FakeMart mart) : BigQueryRead.BigQueryReadBase
{
    private readonly ConcurrentQueue<Status> _sessionFaults = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<(long Row, Status Status)>> _breaks = new();
    private readonly ConcurrentQueue<(int Stream, long Offset)> _reads = new();

    /// <summary>Rows of each stream; null deals them out evenly to as many streams as asked for.</summary>
    public IReadOnlyList<int>? StreamRows { get; set; }

    /// <summary>Most rows of a message.</summary>
    public int MessageRows { get; set; } = 100;

    /// <summary>Whether the mark of a stream's end follows the schema.</summary>
    public bool SchemaHasEnd { get; set; }

    /// <summary>The last session asked for.</summary>
    public CreateReadSessionRequest? LastRequest { get; private set; }

    /// <summary>The routing header of the last call.</summary>
    public string? LastRouting { get; private set; }

    /// <summary>Every call to read: stream and offset.</summary>
    public IReadOnlyList<(int Stream, long Offset)> Reads => [.. _reads];

    /// <summary>Refuses the next request for a session.</summary>
    public void RefuseSession(StatusCode code) => _sessionFaults.Enqueue(new Status(code, "refused by script"));

    /// <summary>Breaks a stream once it has sent so many rows of its own.</summary>
    public void Break(int stream, long row, StatusCode code) =>
        _breaks.GetOrAdd(stream, _ => new()).Enqueue((row, new Status(code, "broken by script")));

    /// <summary>Forgets the breaks that were not met.</summary>
    public void Calm() => _breaks.Clear();

    public override Task<ReadSession> CreateReadSession(CreateReadSessionRequest request, ServerCallContext context)
    {
        LastRequest = request;
        LastRouting = context.RequestHeaders.GetValue("x-goog-request-params");
        if (_sessionFaults.TryDequeue(out var fault))
        {
            throw new RpcException(fault);
        }

        StreamRows ??= [.. Enumerable.Range(0, request.MaxStreamCount).Select(stream =>
            (mart.Rows / request.MaxStreamCount) + (stream < mart.Rows % request.MaxStreamCount ? 1 : 0))];
        var session = new ReadSession { Name = "session", EstimatedRowCount = mart.Rows, ArrowSchema = new ArrowSchema { SerializedSchema = ByteString.CopyFrom(FakeArrow.Schema(SchemaHasEnd)) } };
        session.Streams.AddRange(StreamRows.Select((_, index) => new ReadStream { Name = string.Create(CultureInfo.InvariantCulture, $"session/streams/{index}") }));
        return Task.FromResult(session);
    }

    public override async Task ReadRows(ReadRowsRequest request, IServerStreamWriter<ReadRowsResponse> responses, ServerCallContext context)
    {
        var stream = int.Parse(request.ReadStream.AsSpan(request.ReadStream.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
        _reads.Enqueue((stream, request.Offset));
        var first = StreamRows!.Take(stream).Sum();
        var count = StreamRows![stream];
        var (breakAt, status) = _breaks.TryGetValue(stream, out var breaks) && breaks.TryDequeue(out var found) ? found : (long.MaxValue, default);
        for (var row = request.Offset; row < count;)
        {
            if (row >= breakAt)
            {
                throw new RpcException(status);
            }

            var rows = (int)Math.Min(MessageRows, count - row);
            await responses.WriteAsync(new ReadRowsResponse
            {
                RowCount = rows,
                ArrowRecordBatch = new ArrowRecordBatch { SerializedRecordBatch = ByteString.CopyFrom(FakeArrow.Batch(mart, first + row, rows)) },
            });
            row += rows;
        }

        if (breakAt != long.MaxValue && count >= breakAt)
        {
            throw new RpcException(status);
        }
    }
}
