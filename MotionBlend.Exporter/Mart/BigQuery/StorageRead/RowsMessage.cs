using System.Buffers;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>
/// A message of <c>ReadRows</c>. The record batch is copied out of it once, behind the session's schema as its reader wants it, into a buffer
/// of <see cref="RowBuffers"/>: the generated message would be megabytes of garbage each, which only a collection of everything frees.
/// </summary>
internal sealed class RowsMessage : IDisposable
{
    // Fields of ReadRowsResponse and of its ArrowRecordBatch, see storage_read.proto.
    private const int RecordBatch = 4;
    private const int SerializedRecordBatch = 1;
    private const int RowsOfMessage = 6;

    // How protobuf writes a field (https://protobuf.dev/programming-guides/encoding/).
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Bytes = 2;
    private const int FourBytes = 5;

    private const int LongestVarint = 10;

    private byte[] _buffer = [];

    private RowsMessage()
    {
    }

    /// <summary>Rows that it announces.</summary>
    public long RowCount { get; private set; }

    /// <summary>Bytes of the record batch; 0 for none.</summary>
    public int BatchBytes { get; private set; }

    /// <summary>Reads a message.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="schema">What to put before the record batch.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static RowsMessage Read(in ReadOnlySequence<byte> payload, ReadOnlySpan<byte> schema)
    {
        var message = new RowsMessage();
        try
        {
            var reader = new SequenceReader<byte>(payload);
            while (!reader.End)
            {
                switch (ReadTag(ref reader))
                {
                    case (RecordBatch, Bytes):
                        message.ReadBatch(ReadBytes(ref reader), schema);
                        break;
                    case (RowsOfMessage, Varint):
                        message.RowCount = (long)ReadVarint(ref reader);
                        break;
                    case (_, var kind):
                        Skip(ref reader, kind);
                        break;
                }
            }

            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Gives the buffer away, which holds the schema and the record batch; it is the caller's to return to the pool.</summary>
    public byte[] Detach()
    {
        var buffer = _buffer;
        _buffer = [];
        return buffer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Detach() is { Length: > 0 } buffer)
        {
            RowBuffers.Pool.Return(buffer);
        }
    }

    private void ReadBatch(ReadOnlySequence<byte> payload, ReadOnlySpan<byte> schema)
    {
        var reader = new SequenceReader<byte>(payload);
        while (!reader.End)
        {
            var (field, kind) = ReadTag(ref reader);
            if ((field, kind) != (SerializedRecordBatch, Bytes))
            {
                Skip(ref reader, kind);
                continue;
            }

            var batch = ReadBytes(ref reader);
            Dispose();
            BatchBytes = (int)batch.Length;
            if (BatchBytes > 0)
            {
                _buffer = RowBuffers.Pool.Rent(schema.Length + BatchBytes);
                schema.CopyTo(_buffer);
                batch.CopyTo(_buffer.AsSpan(schema.Length));
            }
        }
    }

    private static (int Field, int Kind) ReadTag(ref SequenceReader<byte> reader)
    {
        var tag = ReadVarint(ref reader);
        return ((int)Math.Min(tag >> 3, int.MaxValue), (int)(tag & 7));
    }

    private static ReadOnlySequence<byte> ReadBytes(ref SequenceReader<byte> reader)
    {
        var length = ReadVarint(ref reader);
        return length <= (ulong)reader.Remaining && reader.TryReadExact((int)length, out var bytes) ? bytes : throw Broken();
    }

    private static ulong ReadVarint(ref SequenceReader<byte> reader)
    {
        var value = 0UL;
        for (var read = 0; read < LongestVarint && reader.TryRead(out var next); read++)
        {
            value |= (ulong)(next & 0x7F) << (7 * read);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static void Skip(ref SequenceReader<byte> reader, int kind)
    {
        switch (kind)
        {
            case Varint:
                ReadVarint(ref reader);
                break;
            case Bytes:
                ReadBytes(ref reader);
                break;
            case EightBytes or FourBytes when reader.Remaining >= (kind == EightBytes ? 8 : 4):
                reader.Advance(kind == EightBytes ? 8 : 4);
                break;
            default:
                throw Broken();
        }
    }

    private static InvalidDataException Broken() => new("a message of ReadRows is broken");
}
