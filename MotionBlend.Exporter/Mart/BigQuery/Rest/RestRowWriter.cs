using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using MotionBlend.Exporter.Mart.Columnar;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>
/// Writes rows of a result page, <c>{"f":[{"v":"0.5"},...]}</c>, as JSON objects with names and types. Cells are written from the
/// page's own bytes, none becomes an object. A value that is not of its column's type is written as text, for the row gate to
/// refuse it by name.
/// </summary>
internal sealed class RestRowWriter
{
    private readonly BigQueryKind[] _kinds;
    private readonly byte[][] _members;

    /// <summary>A writer for rows with these columns.</summary>
    /// <param name="columns">Columns in the order of the cells.</param>
    /// <exception cref="MartException">A column has a type that no column of the mart has.</exception>
    public RestRowWriter(IReadOnlyList<BigQueryColumn> columns)
    {
        _kinds = [.. columns.Select(column => BigQueryColumn.Kind(column.Type)
            ?? throw new MartException($"BigQuery's result has column {column.Name} of type {column.Type}, which no column of the mart has") { Cure = "cast the column in a view and export the view" })];
        _members = JsonMember.All(columns.Select(column => MartColumn.Find(column.Name)?.Name ?? column.Name));
    }

    /// <summary>Writes one row.</summary>
    /// <param name="rows">Rows with commas between them; moves on behind the row that was written.</param>
    /// <param name="target">Where to.</param>
    /// <exception cref="JsonException">The row has another form.</exception>
    public void Write(ref ReadOnlySpan<byte> rows, PooledBuffer target)
    {
        var start = rows.IndexOf((byte)'{');
        if (start < 0)
        {
            throw new JsonException("a row is missing");
        }

        // Not final: what follows the row is none of this reader's business.
        var reader = new Utf8JsonReader(rows[start..], isFinalBlock: false, default);
        Expect(ref reader, JsonTokenType.StartObject);
        ExpectName(ref reader, "f"u8);
        Expect(ref reader, JsonTokenType.StartArray);
        for (var index = 0; index < _kinds.Length; index++)
        {
            Expect(ref reader, JsonTokenType.StartObject);
            ExpectName(ref reader, "v"u8);
            reader.Read();
            target.Append(_members[index]);
            WriteCell(ref reader, _kinds[index], target);
            Expect(ref reader, JsonTokenType.EndObject);
        }

        Expect(ref reader, JsonTokenType.EndArray);
        Expect(ref reader, JsonTokenType.EndObject);
        target.Append((byte)'}');
        rows = rows[(start + (int)reader.BytesConsumed)..];
    }

    private static void WriteCell(ref Utf8JsonReader reader, BigQueryKind kind, PooledBuffer target)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            JsonCell.Null(target);
            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"a cell is a {reader.TokenType}, not a string");
        }

        if (reader.ValueIsEscaped)
        {
            WriteEscaped(ref reader, target);
            return;
        }

        var text = reader.ValueSpan;
        var isWritten = kind switch
        {
            BigQueryKind.Integer => TryInteger(text, target),
            BigQueryKind.Number => JsonCell.TryDouble(text, target),
            BigQueryKind.Boolean => TryBoolean(text, target),
            BigQueryKind.Timestamp => TryTimestamp(text, target),
            _ => false,
        };
        if (!isWritten)
        {
            JsonCell.Text(text, target);
        }
    }

    private static void WriteEscaped(ref Utf8JsonReader reader, PooledBuffer target)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(scratch);
        JsonCell.Text(scratch.AsSpan(0, length), target);
        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static bool TryInteger(ReadOnlySpan<byte> text, PooledBuffer target)
    {
        if (!Utf8Parser.TryParse(text, out long value, out var used) || used != text.Length)
        {
            return false;
        }

        JsonCell.Int64(value, target);
        return true;
    }

    private static bool TryBoolean(ReadOnlySpan<byte> text, PooledBuffer target)
    {
        var isTrue = text.SequenceEqual("true"u8);
        if (!isTrue && !text.SequenceEqual("false"u8))
        {
            return false;
        }

        JsonCell.Boolean(isTrue, target);
        return true;
    }

    /// <summary>Whole microseconds, which we ask for; or seconds with a fraction and an exponent, which some services send all the same.</summary>
    private static bool TryTimestamp(ReadOnlySpan<byte> text, PooledBuffer target)
    {
        const decimal MicrosPerSecond = 1_000_000;
        const decimal LongestSeconds = 1e12m;
        if (Utf8Parser.TryParse(text, out long micros, out var used) && used == text.Length)
        {
            return JsonCell.TryTimestamp(micros, target);
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < LongestSeconds
            && JsonCell.TryTimestamp((long)Math.Round(seconds * MicrosPerSecond), target);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"a row has a {reader.TokenType} where a {type} belongs");
        }
    }

    private static void ExpectName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals(name))
        {
            throw new JsonException("a row has another form");
        }
    }
}
