using System.Buffers;
using System.Buffers.Binary;
using Apache.Arrow.Ipc;
using Google.Protobuf;
using MotionBlend.Exporter.Mart.Columnar;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>Writes the record batches of a read session as JSON rows, members in the mart's order.</summary>
internal sealed class ArrowRows
{
    /// <summary>What to do where Storage Read gives what cannot be read.</summary>
    public const string UseRest = "use --bq-read rest, and report this with the message";

    private readonly byte[] _schema;
    private readonly IReadOnlyList<MartColumn> _columns;
    private readonly byte[][] _members;

    /// <summary>A writer for batches of one schema.</summary>
    /// <param name="schema">The session's schema, as an Arrow IPC message.</param>
    /// <param name="columns">The columns to write.</param>
    /// <exception cref="MartException">The schema is none.</exception>
    public ArrowRows(ByteString schema, IReadOnlyList<MartColumn> columns)
    {
        _schema = FirstMessage(schema.Span).ToArray();
        _columns = columns;
        _members = JsonMember.All(columns.Select(column => column.Name));
    }

    /// <summary>Reads a message of the session's streams.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public RowsMessage Message(in ReadOnlySequence<byte> payload) => RowsMessage.Read(payload, _schema);

    /// <summary>Reads a message's record batch.</summary>
    /// <param name="message">The message; its buffer is the block's from then on.</param>
    /// <exception cref="InvalidDataException">It is no record batch of this schema.</exception>
    /// <exception cref="MartException">A column is missing, or has a type that no column of the mart has.</exception>
    public ArrowBlock Read(RowsMessage message)
    {
        // The reader wants one stream: the schema, then the batch.
        var length = _schema.Length + message.BatchBytes;
        var stream = message.Detach();
        try
        {
            using var reader = new ArrowStreamReader(stream.AsMemory(0, length));
            var records = reader.ReadNextRecordBatch() ?? throw new InvalidDataException("a message holds no record batch");
            return new ArrowBlock("BigQuery's read session", records, _columns, _members, stream);
        }
        catch (Exception exception)
        {
            RowBuffers.Pool.Return(stream);
            throw exception switch
            {
                MartException => new MartException(exception.Message, exception) { Cure = UseRest },
                InvalidDataException => exception,

                // Bytes from outside: whatever the reader stumbles over means that they are no batch.
                _ => new InvalidDataException("a record batch cannot be read: " + exception.Message, exception),
            };
        }
    }

    /// <summary>
    /// The schema's own message. Some services let the mark of a stream's end follow it, behind which a reader would look for no batch.
    /// An encapsulated message is a mark of four 0xFF, the length of its metadata, and that; a schema has no body.
    /// https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
    /// </summary>
    private static ReadOnlySpan<byte> FirstMessage(ReadOnlySpan<byte> bytes)
    {
        const int Prefix = 8;
        if (bytes.Length < Prefix || BinaryPrimitives.ReadInt32LittleEndian(bytes) != -1)
        {
            throw new MartException("BigQuery's read session has no Arrow schema") { Cure = UseRest };
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        return length >= 0 && length <= bytes.Length - Prefix
            ? bytes[..(Prefix + length)]
            : throw new MartException("BigQuery's read session has a broken Arrow schema") { Cure = UseRest };
    }
}
