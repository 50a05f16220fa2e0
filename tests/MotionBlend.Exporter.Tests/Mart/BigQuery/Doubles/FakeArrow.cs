using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Makes Arrow IPC messages of the rows, with the columns in another order than the mart's, as a table may have them.</summary>
internal static class FakeArrow
{
    private static readonly MartColumn[] Columns = [.. MartColumn.All.Reverse()];
    private static readonly TimestampType Micros = new(TimeUnit.Microsecond, "UTC");
    private static readonly Schema RowSchema = new([.. Columns.Select(column => new Field(column.Name, TypeOf(column), nullable: true))], null);

    /// <summary>The schema's message.</summary>
    /// <param name="withEnd">True to let the mark of a stream's end follow, as some services do.</param>
    public static byte[] Schema(bool withEnd)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, RowSchema, leaveOpen: true);
        writer.WriteStart();
        if (withEnd)
        {
            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    /// <summary>A record batch's message.</summary>
    public static byte[] Batch(FakeMart mart, long first, int count)
    {
        using var batch = new RecordBatch(RowSchema, Columns.Select(column => Array(mart, column, first, count)), count);
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, RowSchema, leaveOpen: true);
        writer.WriteStart();
        var start = (int)stream.Length;
        writer.WriteRecordBatch(batch);
        return stream.ToArray()[start..];
    }

    private static IArrowType TypeOf(MartColumn column) => column.Type switch
    {
        BlendFieldType.Keyword => StringType.Default,
        BlendFieldType.Float => DoubleType.Default,
        BlendFieldType.Integer => Int64Type.Default,
        BlendFieldType.Boolean => BooleanType.Default,
        _ => Micros,
    };

    private static IArrowArray Array(FakeMart mart, MartColumn column, long first, int count)
    {
        var values = Enumerable.Range(0, count).Select(row => mart.Cell(first + row, column)).ToArray();
        switch (column.Type)
        {
            case BlendFieldType.Keyword:
                return new StringArray.Builder().AppendRange(values.Select(value => (string?)value)).Build();
            case BlendFieldType.Float:
                return values.Aggregate(new DoubleArray.Builder(), (builder, value) => value is double number ? builder.Append(number) : builder.AppendNull()).Build();
            case BlendFieldType.Integer:
                return new Int64Array.Builder().AppendRange(values.Select(value => (long)value!)).Build();
            case BlendFieldType.Boolean:
                return new BooleanArray.Builder().AppendRange(values.Select(value => (bool)value!)).Build();
            default:
                return new TimestampArray.Builder(Micros).AppendRange(values.Select(value => DateTimeOffset.UnixEpoch.AddTicks((long)value! * 10))).Build();
        }
    }
}
