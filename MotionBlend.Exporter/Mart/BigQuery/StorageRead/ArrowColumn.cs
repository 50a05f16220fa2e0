using Apache.Arrow;
using Apache.Arrow.Types;

namespace MotionBlend.Exporter.Mart.BigQuery.StorageRead;

/// <summary>A column of a record batch, able to write each value as JSON without boxing it.</summary>
internal abstract class ArrowColumn
{
    private readonly IArrowArray _array;
    private readonly bool _hasNulls;

    private ArrowColumn(IArrowArray array)
    {
        _array = array;
        _hasNulls = array.NullCount != 0;
    }

    /// <summary>Wraps an array.</summary>
    /// <returns>Null for an array of a type that no column of the mart has.</returns>
    public static ArrowColumn? Of(IArrowArray array) => array switch
    {
        StringArray strings => new TextColumn(strings),
        DoubleArray doubles => new DoubleColumn(doubles),
        Int64Array integers => new IntegerColumn(integers),
        BooleanArray booleans => new BooleanColumn(booleans),
        TimestampArray times when ((TimestampType)times.Data.DataType).Unit == TimeUnit.Microsecond => new TimestampColumn(times),
        Decimal128Array decimals => new DecimalColumn(decimals),
        _ => null,
    };

    /// <summary>Writes the value of a row.</summary>
    public void Write(int row, PooledBuffer target)
    {
        if (_hasNulls && _array.IsNull(row))
        {
            JsonCell.Null(target);
            return;
        }

        WriteValue(row, target);
    }

    /// <summary>Writes the value of a row that has one.</summary>
    protected abstract void WriteValue(int row, PooledBuffer target);

    private sealed class TextColumn(StringArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Text(array.GetBytes(row), target);
    }

    private sealed class DoubleColumn(DoubleArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Double(array.Values[row], target);
    }

    private sealed class IntegerColumn(Int64Array array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Int64(array.Values[row], target);
    }

    private sealed class BooleanColumn(BooleanArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Boolean(array.GetValue(row) is true, target);
    }

    private sealed class TimestampColumn(TimestampArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target)
        {
            var micros = array.Values[row];
            if (!JsonCell.TryTimestamp(micros, target))
            {
                JsonCell.Int64(micros, target);
            }
        }
    }

    /// <summary>NUMERIC; rare in the mart, so its text may cost a string.</summary>
    private sealed class DecimalColumn(Decimal128Array array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target)
        {
            var text = System.Text.Encoding.ASCII.GetBytes(array.GetString(row));
            if (!JsonCell.TryDouble(text, target))
            {
                JsonCell.Text(text, target);
            }
        }
    }
}
