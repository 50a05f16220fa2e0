using System.Buffers;
using CsCheck;
using Google.Protobuf;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead;
using MotionBlend.Exporter.Mart.BigQuery.StorageRead.Protocol;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.StorageRead;

public sealed class RowsMessageTests
{
    private static readonly byte[] Schema = [1, 2, 3];

    [Fact]
    public void Read_WhatProtobufWrites_HoldsTheBatchBehindTheSchema() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Long[0, long.MaxValue], Gen.Int[1, 50]).Sample((batch, rows, piece) =>
        {
            var payload = new ReadRowsResponse { RowCount = rows, ArrowRecordBatch = new ArrowRecordBatch { SerializedRecordBatch = ByteString.CopyFrom(batch) } }.ToByteArray();

            using var message = RowsMessage.Read(InPieces(payload, piece), Schema);

            Assert.Equal((rows, batch.Length), (message.RowCount, message.BatchBytes));
            if (batch.Length > 0)
            {
                Assert.Equal([.. Schema, .. batch], message.Detach()[..(Schema.Length + batch.Length)]);
            }
        }, iter: 200);

    [Fact]
    public void Read_FieldsThatAreNotUsed_AreSkipped()
    {
        // A field of each kind: 2 is a number, 3 eight bytes, 5 bytes, 100 four bytes; and one inside the batch, as the published API has its row count.
        byte[] payload =
        [
            0x10, 0x96, 0x01, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x2A, 2, 9, 9, 0xA5, 0x06, 1, 2, 3, 4,
            0x22, 6, 0x10, 7, 0x0A, 2, 0xAA, 0xBB, 0x30, 7,
        ];

        using var message = RowsMessage.Read(new ReadOnlySequence<byte>(payload), Schema);

        Assert.Equal((7, 2), (message.RowCount, message.BatchBytes));
        Assert.Equal([1, 2, 3, 0xAA, 0xBB], message.Detach()[..5]);
    }

    [Fact]
    public void Read_AMessageThatIsCutOff_IsNone()
    {
        var payload = new ReadRowsResponse { RowCount = 300, ArrowRecordBatch = new ArrowRecordBatch { SerializedRecordBatch = ByteString.CopyFrom([1, 2, 3, 4]) } }.ToByteArray();
        for (var length = 1; length < payload.Length; length++)
        {
            // Behind the batch, where the second field begins, protobuf too takes what is there for a whole message.
            if (length != payload.Length - 3)
            {
                Assert.Throws<InvalidDataException>(() => RowsMessage.Read(new ReadOnlySequence<byte>(payload, 0, length), Schema));
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x0B })]
    [InlineData(new byte[] { 0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Read_WhatProtobufDoesNotWrite_IsNone(byte[] payload) =>
        Assert.Throws<InvalidDataException>(() => RowsMessage.Read(new ReadOnlySequence<byte>(payload), Schema));

    private static ReadOnlySequence<byte> InPieces(byte[] bytes, int size)
    {
        Piece? first = null, last = null;
        foreach (var piece in bytes.Chunk(size))
        {
            last = new Piece(piece, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
            {
                before.Next = this;
            }
        }
    }
}
