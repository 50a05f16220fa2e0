using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>Knows how far each stream of a session had been read when a row of the whole was. Safe to share between threads.</summary>
internal sealed class SessionPlaces
{
    // How long a session lives where the service does not say.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    private readonly Lock _lock = new();
    private readonly Queue<(long LastRow, int Stream, long StreamRows)> _blocks = new();
    private readonly ReadSession _session;
    private readonly DateTimeOffset _expiresAt;
    private readonly long[] _done;

    /// <summary>Starts at the places that an earlier run reached, or with the first rows.</summary>
    public SessionPlaces(ReadSession session, ResumePoint.InSession? from, DateTimeOffset now)
    {
        _session = session;
        _expiresAt = from?.ExpiresAt ?? session.ExpireTime?.ToDateTimeOffset() ?? now + Lifetime;
        _done = from is null ? new long[session.Streams.Count] : [.. from.Streams.Select(stream => stream.RowsDone)];
        Starts = [.. _done];
    }

    /// <summary>Rows of each stream that are not to be read again.</summary>
    public IReadOnlyList<long> Starts { get; }

    /// <summary>The session that an earlier run created.</summary>
    public static ReadSession SessionOf(ResumePoint.InSession point)
    {
        var session = new ReadSession { ArrowSchema = new ArrowSchema { SerializedSchema = Google.Protobuf.ByteString.CopyFrom(point.Schema) } };
        session.Streams.AddRange(point.Streams.Select(stream => new ReadStream { Name = stream.Name }));
        return session;
    }

    /// <summary>Takes note of a block as it is handed on.</summary>
    /// <param name="block">The block.</param>
    /// <param name="lastRow">Number of its last row in the whole.</param>
    public void Remember(RowBlock block, long lastRow)
    {
        lock (_lock)
        {
            _blocks.Enqueue((lastRow, block.Stream, block.StreamRows));
        }
    }

    /// <summary>Where to go on once the first rows of the whole are done with.</summary>
    public ResumePoint.InSession PointAt(long rowsDone)
    {
        lock (_lock)
        {
            while (_blocks.TryPeek(out var block) && block.LastRow <= rowsDone)
            {
                // The blocks of a stream come in its order.
                _done[block.Stream] = block.StreamRows;
                _blocks.Dequeue();
            }

            return new ResumePoint.InSession(_done.Sum(), _session.ArrowSchema?.SerializedSchema.ToByteArray() ?? [],
                [.. _session.Streams.Zip(_done, (stream, rows) => new ResumePoint.StreamPlace(stream.Name, rows))], _expiresAt);
        }
    }
}
