using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace MotionBlend.Exporter.Mart.Columnar;

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
        LargeStringArray strings => new LargeTextColumn(strings),
        StringViewArray strings => new TextViewColumn(strings),
        DoubleArray doubles => new DoubleColumn(doubles),
        FloatArray floats => new FloatColumn(floats),
        Int64Array integers => new IntegerColumn<long>(integers),
        Int32Array integers => new IntegerColumn<int>(integers),
        Int16Array integers => new IntegerColumn<short>(integers),
        Int8Array integers => new IntegerColumn<sbyte>(integers),
        UInt32Array integers => new IntegerColumn<uint>(integers),
        UInt16Array integers => new IntegerColumn<ushort>(integers),
        UInt8Array integers => new IntegerColumn<byte>(integers),
        BooleanArray booleans => new BooleanColumn(booleans),
        TimestampArray times => new TimestampColumn(times, ((TimestampType)times.Data.DataType).Unit),
        Decimal128Array decimals => new DecimalColumn(decimals),
        DictionaryArray { Indices: Int32Array indices } dictionary when Of(dictionary.Dictionary) is { } values => new DictionaryColumn<int>(indices, values),
        DictionaryArray { Indices: Int16Array indices } dictionary when Of(dictionary.Dictionary) is { } values => new DictionaryColumn<short>(indices, values),
        DictionaryArray { Indices: Int8Array indices } dictionary when Of(dictionary.Dictionary) is { } values => new DictionaryColumn<sbyte>(indices, values),
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

    private sealed class LargeTextColumn(LargeStringArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Text(array.GetBytes(row), target);
    }

    private sealed class TextViewColumn(StringViewArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Text(array.GetBytes(row), target);
    }

    private sealed class DoubleColumn(DoubleArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Double(array.Values[row], target);
    }

    private sealed class FloatColumn(FloatArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Single(array.Values[row], target);
    }

    private sealed class IntegerColumn<T>(PrimitiveArray<T> array) : ArrowColumn(array)
        where T : struct, IBinaryInteger<T>, IEquatable<T>
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Int64(long.CreateChecked(array.Values[row]), target);
    }

    private sealed class BooleanColumn(BooleanArray array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target) => JsonCell.Boolean(array.GetValue(row) is true, target);
    }

    private sealed class TimestampColumn(TimestampArray array, TimeUnit unit) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target)
        {
            var value = array.Values[row];
            if (!JsonCell.TryTimestamp(Micros(value), target))
            {
                // Outside the years that a time of ours can have: the row gate refuses the number.
                JsonCell.Int64(value, target);
            }
        }

        private long Micros(long value) => unit switch
        {
            TimeUnit.Second => Saturated(value, 1_000_000),
            TimeUnit.Millisecond => Saturated(value, 1000),
            TimeUnit.Microsecond => value,
            _ => (long)Math.Floor(value / 1000m),
        };

        private static long Saturated(long value, long factor) => (long)Int128.Clamp((Int128)value * factor, long.MinValue, long.MaxValue);
    }

    /// <summary>NUMERIC; rare in the mart, so its text may cost a string.</summary>
    private sealed class DecimalColumn(Decimal128Array array) : ArrowColumn(array)
    {
        protected override void WriteValue(int row, PooledBuffer target)
        {
            var text = Encoding.ASCII.GetBytes(array.GetString(row));
            if (!JsonCell.TryDouble(text, target))
            {
                JsonCell.Text(text, target);
            }
        }
    }

    /// <summary>Values that stand once in a list and are referred to by number, as data frames write categories.</summary>
    private sealed class DictionaryColumn<T>(PrimitiveArray<T> indices, ArrowColumn values) : ArrowColumn(indices)
        where T : struct, IBinaryInteger<T>, IEquatable<T>
    {
        protected override void WriteValue(int row, PooledBuffer target) => values.Write(int.CreateChecked(indices.Values[row]), target);
    }
}
