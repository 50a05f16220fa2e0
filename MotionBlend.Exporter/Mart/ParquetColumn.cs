using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using MotionBlend.Exporter.Rows;
using Parquet;
using Parquet.Schema;

namespace MotionBlend.Exporter.Mart;

/// <summary>One column of a row group, able to write each value as JSON.</summary>
internal abstract class ParquetColumn
{
    private readonly byte[] _name;

    private ParquetColumn(string name) => _name = [(byte)',', (byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"', (byte)':'];

    /// <summary>A formatter of one value into a span that is large enough.</summary>
    private delegate bool Format<T>(T value, Span<byte> target, out int written);

    /// <summary>The name as the first member of an object: <c>"name":</c>.</summary>
    public ReadOnlySpan<byte> FirstName => _name.AsSpan(1);

    /// <summary>The name as a later member of an object: <c>,"name":</c>.</summary>
    public ReadOnlySpan<byte> NextName => _name;

    /// <summary>Reads a column of a row group.</summary>
    /// <exception cref="MartException">The column's type has no place in the mart.</exception>
    public static Task<ParquetColumn> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellationToken) =>
        field.ClrType == typeof(ReadOnlyMemory<char>) ? ReadTextAsync(group, field, rows, cancellationToken) : Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => ReadAsync<bool>(group, field, rows, FormatBoolean, cancellationToken),
            TypeCode.Int32 => ReadAsync<int>(group, field, rows, static (int value, Span<byte> target, out int written) => Utf8Formatter.TryFormat(value, target, out written), cancellationToken),
            TypeCode.Int64 => ReadAsync<long>(group, field, rows, static (long value, Span<byte> target, out int written) => Utf8Formatter.TryFormat(value, target, out written), cancellationToken),
            TypeCode.Single => ReadAsync<float>(group, field, rows, FormatSingle, cancellationToken),
            TypeCode.Double => ReadAsync<double>(group, field, rows, FormatDouble, cancellationToken),
            TypeCode.Decimal => ReadAsync<decimal>(group, field, rows, static (decimal value, Span<byte> target, out int written) => value.TryFormat(target, out written, default, CultureInfo.InvariantCulture), cancellationToken),
            TypeCode.DateTime => ReadAsync<DateTime>(group, field, rows, FormatTime, cancellationToken),
            _ => throw new MartException($"column {field.Name} has the Parquet type {field.ClrType.Name}, which no column of the mart has"),
        };

    /// <summary>Writes the value of a row.</summary>
    public abstract void Write(int row, PooledBuffer target);

    private static bool FormatBoolean(bool value, Span<byte> target, out int written)
    {
        var text = value ? "true"u8 : "false"u8;
        text.CopyTo(target);
        written = text.Length;
        return true;
    }

    private static bool FormatDouble(double value, Span<byte> target, out int written)
    {
        if (double.IsFinite(value))
        {
            return value.TryFormat(target, out written, default, CultureInfo.InvariantCulture);
        }

        // JSON has no such number; the row gate reads the text and says so.
        target[0] = (byte)'"';
        value.TryFormat(target[1..], out written, default, CultureInfo.InvariantCulture);
        target[written + 1] = (byte)'"';
        written += 2;
        return true;
    }

    private static bool FormatSingle(float value, Span<byte> target, out int written) => float.IsFinite(value)
        ? value.TryFormat(target, out written, default, CultureInfo.InvariantCulture)
        : FormatDouble(value, target, out written);

    private static bool FormatTime(DateTime value, Span<byte> target, out int written)
    {
        target[0] = (byte)'"';
        written = 2 + Timestamp.Write((value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, target[1..]);
        target[written - 1] = (byte)'"';
        return true;
    }

    private static async Task<ParquetColumn> ReadTextAsync(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellationToken) =>
        new TextColumn(field.Name, await ReadValuesAsync<ReadOnlyMemory<char>>(group, field, rows, cancellationToken));

    private static async Task<ParquetColumn> ReadAsync<T>(
        ParquetRowGroupReader group, DataField field, int rows, Format<T> format, CancellationToken cancellationToken)
        where T : struct => new ValueColumn<T>(field.Name, await ReadValuesAsync<T>(group, field, rows, cancellationToken), format);

    private static async Task<T?[]> ReadValuesAsync<T>(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T?[rows];
        if (field.IsNullable)
        {
            await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        }
        else
        {
            var plain = new T[rows];
            await group.ReadAsync<T>(field, plain.AsMemory(), null, cancellationToken);
            for (var row = 0; row < rows; row++)
            {
                values[row] = plain[row];
            }
        }

        return values;
    }

    private sealed class TextColumn(string name, ReadOnlyMemory<char>?[] values) : ParquetColumn(name)
    {
        public override void Write(int row, PooledBuffer target)
        {
            if (values[row] is not { } text)
            {
                target.Append("null"u8);
                return;
            }

            target.Append((byte)'"');
            target.Append(JsonEncodedText.Encode(text.Span).EncodedUtf8Bytes);
            target.Append((byte)'"');
        }
    }

    private sealed class ValueColumn<T>(string name, T?[] values, Format<T> format) : ParquetColumn(name)
        where T : struct
    {
        private const int LongestValue = 64;

        public override void Write(int row, PooledBuffer target)
        {
            if (values[row] is not { } value)
            {
                target.Append("null"u8);
                return;
            }

            format(value, target.Span(LongestValue), out var written);
            target.Advance(written);
        }
    }
}
