using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Exporter.Rows;

/// <summary>
/// Reads a row's cells into a document and writes them as one. Values that JSON and the index take as they are keep the
/// source's own bytes; numbers, booleans and times that came as text (BigQuery's JSON does that) are written in their own form.
/// </summary>
internal sealed partial class RowParser
{
    private static readonly (byte[] Name, BlendMethod Value)[] Methods =
        [.. Enum.GetValues<BlendMethod>().Select(value => (Encoding.UTF8.GetBytes(QualityNames.Of(value)), value))];

    private static readonly (byte[] Name, QualityCategory Value)[] Categories =
        [.. Enum.GetValues<QualityCategory>().Select(value => (Encoding.UTF8.GetBytes(QualityNames.Of(value)), value))];

    // The members' names, quotes, and the longest number or time in the place of a shorter text, for every column.
    private static readonly int DocumentOverhead =
        MartColumn.All.Sum(column => column.Utf8Member.Length + 34) + VectorMember.Utf8Member.Length + VectorMember.MaxLength + 1;

    private static readonly (int Ordinal, MetricScale Scale)[] Vector =
        [.. MetricVector.Scales.Select(scale => (MartColumn.Find(scale.Field)!.Ordinal, scale))];

    private readonly XxHash3 _digest = new();
    private readonly ParsedCell[] _parsed = new ParsedCell[MartColumn.All.Length];

    // The text of each column in the row before: rows of the same motion follow each other.
    private readonly string?[] _texts = new string?[MartColumn.All.Length];
    private bool _isVerbatim;

    /// <summary>How a cell goes into the document.</summary>
    private enum CellForm : byte
    {
        /// <summary>As it stands in the row.</summary>
        Raw,

        /// <summary>As it stands, between quotes.</summary>
        Quoted,

        /// <summary>As text, from the parsed value.</summary>
        Text,

        /// <summary>As a number, from the parsed value.</summary>
        Number,

        /// <summary>As a time, from the parsed value.</summary>
        Time,
    }

    /// <summary>Version of the row parsed last: <c>updated_at</c> in microseconds since 1970.</summary>
    public long Version => _parsed[MartColumn.UpdatedAt].Micros;

    /// <summary>Id of the row parsed last; empty when it has none.</summary>
    public string Id => _parsed[MartColumn.BlendId].Text ?? "";

    /// <summary>Forgets the row parsed last.</summary>
    public void Clear() => Array.Clear(_parsed);

    /// <summary>Reads the cells.</summary>
    /// <returns>The document; null when a cell is missing or wrong, each with an error in <paramref name="findings"/>.</returns>
    public BlendDocument? Parse(ReadOnlySpan<byte> row, ReadOnlySpan<Cell> cells, RowFindings findings)
    {
        var isComplete = true;
        _isVerbatim = true;
        foreach (var column in MartColumn.All)
        {
            ref readonly var cell = ref cells[column.Ordinal];
            isComplete &= cell.Kind switch
            {
                CellKind.Absent => Fail(findings, RowRules.MissingColumn, column, "is missing"),
                CellKind.Null => Fail(findings, RowRules.NullValue, column, "is null"),
                _ => ParseCell(row, cell, column, findings),
            };
            _isVerbatim &= _parsed[column.Ordinal].Form <= CellForm.Quoted;
        }

        if (!isComplete)
        {
            return null;
        }

        if (Version < 1)
        {
            findings.Error(RowRules.Version, BlendFields.UpdatedAt, "must be after 1970-01-01: it gives the document's version");
        }

        return Document();
    }

    /// <summary>A digest of the values of the row parsed last: the same for the same values, however they are spelled.</summary>
    public ulong Digest()
    {
        _digest.Reset();
        Span<byte> values = stackalloc byte[_parsed.Length * sizeof(long)];
        for (var ordinal = 0; ordinal < _parsed.Length; ordinal++)
        {
            ref readonly var parsed = ref _parsed[ordinal];
            if (parsed.Text is { Length: > 0 } text)
            {
                _digest.Append(MemoryMarshal.AsBytes(text.AsSpan()));
                _digest.Append([(byte)ordinal]);
            }

            var number = BitConverter.DoubleToInt64Bits(parsed.Number) ^ parsed.Micros ^ (parsed.IsTrue ? 1 : 0);
            BinaryPrimitives.WriteInt64LittleEndian(values[(ordinal * sizeof(long))..], number ^ ((long)parsed.Method << 8) ^ ((long)parsed.Category << 16));
        }

        _digest.Append(values);
        return _digest.GetCurrentHashAsUInt64();
    }

    /// <summary>Whether a vector is that of the row parsed last, however its numbers are spelled.</summary>
    public bool HasVector(ReadOnlySpan<byte> vector)
    {
        Span<int> scores = stackalloc int[Vector.Length];
        Score(scores);
        return VectorMember.Holds(vector, scores);
    }

    /// <summary>Whether what follows the columns of a document is the vector of the row parsed last, as an export writes it.</summary>
    public bool EndsWithVector(ReadOnlySpan<byte> rest)
    {
        Span<byte> end = stackalloc byte[VectorMember.Utf8Member.Length + VectorMember.MaxLength + 1];
        return rest.SequenceEqual(end[..WriteEnd(end, withVector: true)]);
    }

    /// <summary>Writes the row parsed last, or the document that it becomes by its vector.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="plainEnd">Where the last value ends in a row that is written as a document is, see <see cref="PlainRow"/>; 0 for any other.</param>
    /// <param name="target">Where to.</param>
    /// <param name="withVector">True for the document.</param>
    public void Write(ReadOnlySpan<byte> row, ReadOnlySpan<Cell> cells, int plainEnd, IBufferWriter<byte> target, bool withVector)
    {
        var span = target.GetSpan(row.Length + DocumentOverhead);
        var written = plainEnd;
        if (plainEnd > 0 && _isVerbatim)
        {
            row[..plainEnd].CopyTo(span);
        }
        else
        {
            written = WriteMembers(row, cells, span);
        }

        written += WriteEnd(span[written..], withVector);
        target.Advance(written);
    }

    private int WriteMembers(ReadOnlySpan<byte> row, ReadOnlySpan<Cell> cells, Span<byte> span)
    {
        var written = 0;
        foreach (var column in MartColumn.All)
        {
            column.Utf8Member.CopyTo(span[written..]);
            written += column.Utf8Member.Length;
            var cell = cells[column.Ordinal];
            ref readonly var parsed = ref _parsed[column.Ordinal];
            switch (parsed.Form)
            {
                case CellForm.Raw:
                    cell.In(row).CopyTo(span[written..]);
                    written += cell.Length;
                    break;
                case CellForm.Quoted:
                    span[written++] = (byte)'"';
                    cell.In(row).CopyTo(span[written..]);
                    written += cell.Length;
                    span[written++] = (byte)'"';
                    break;
                case CellForm.Text:
                    // Only accepted rows are written, and an accepted keyword needs no escapes.
                    span[written++] = (byte)'"';
                    written += Encoding.UTF8.GetBytes(parsed.Text, span[written..]);
                    span[written++] = (byte)'"';
                    break;
                case CellForm.Number:
                    parsed.Number.TryFormat(span[written..], out var digits, default, CultureInfo.InvariantCulture);
                    written += digits;
                    break;
                default:
                    span[written++] = (byte)'"';
                    written += Timestamp.Write(parsed.Micros, span[written..]);
                    span[written++] = (byte)'"';
                    break;
            }
        }

        return written;
    }

    /// <summary>Writes what follows the columns.</summary>
    private int WriteEnd(Span<byte> target, bool withVector)
    {
        var written = 0;
        if (withVector)
        {
            Span<int> scores = stackalloc int[Vector.Length];
            Score(scores);
            VectorMember.Utf8Member.CopyTo(target);
            written = VectorMember.Utf8Member.Length + VectorMember.Write(scores, target[VectorMember.Utf8Member.Length..]);
        }

        target[written++] = (byte)'}';
        return written;
    }

    private void Score(Span<int> scores)
    {
        for (var dimension = 0; dimension < scores.Length; dimension++)
        {
            var (ordinal, scale) = Vector[dimension];
            scores[dimension] = scale.Thousandths(_parsed[ordinal].Number);
        }
    }

    private static bool Fail(RowFindings findings, string rule, MartColumn column, string message)
    {
        findings.Error(rule, column.Name, message);
        return false;
    }

    private bool ParseCell(ReadOnlySpan<byte> row, in Cell cell, MartColumn column, RowFindings findings)
    {
        var text = cell.In(row);
        var isText = cell.Kind is CellKind.Text or CellKind.EscapedText;
        ref var parsed = ref _parsed[column.Ordinal];
        switch (column.Type)
        {
            case BlendFieldType.Keyword when isText:
                return ParseKeyword(text, cell, column, ref parsed, findings);
            case BlendFieldType.Float when cell.Kind is CellKind.Number or CellKind.Text && TryNumber(cell, text, out var number):
                parsed = new ParsedCell { Number = number, Form = isText ? CellForm.Number : CellForm.Raw };
                return true;
            case BlendFieldType.Integer when cell.Kind is CellKind.Number or CellKind.Text
                    && Utf8Parser.TryParse(text, out int integer, out var used) && used == text.Length:
                parsed = new ParsedCell { Number = integer, Form = isText ? CellForm.Number : CellForm.Raw };
                return true;
            case BlendFieldType.Boolean when cell.Kind is CellKind.True or CellKind.False || text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8):
                parsed = new ParsedCell { IsTrue = text[0] == 't', Form = CellForm.Raw };
                return true;
            case BlendFieldType.Date when cell.Kind == CellKind.Text && Timestamp.TryRead(text, out var micros, out var isCanonical):
                parsed = new ParsedCell { Micros = micros, Form = isCanonical ? CellForm.Quoted : CellForm.Time };
                return true;
            default:
                return Fail(findings, RowRules.ColumnType, column, $"is no {TypeText(column.Type)}");
        }
    }

    private bool ParseKeyword(ReadOnlySpan<byte> text, in Cell cell, MartColumn column, ref ParsedCell parsed, RowFindings findings)
    {
        if (cell.Kind == CellKind.EscapedText)
        {
            if (Unescape(text) is not { } unescaped)
            {
                return Fail(findings, RowRules.ColumnType, column, "is no text: its escapes are half a character");
            }

            parsed = new ParsedCell { Form = CellForm.Text, Text = unescaped };
            text = Encoding.UTF8.GetBytes(unescaped);
        }
        else
        {
            parsed = new ParsedCell { Form = CellForm.Quoted, Text = "" };
        }

        if (column.Ordinal == Method)
        {
            return TryFind(Methods, text, out parsed.Method) || Fail(findings, RowRules.EnumValue, column, $"must be one of {Names(Methods)}");
        }

        if (column.Ordinal == QualityCategory)
        {
            return TryFind(Categories, text, out parsed.Category) || Fail(findings, RowRules.EnumValue, column, $"must be one of {Names(Categories)}");
        }

        ref var before = ref _texts[column.Ordinal];
        parsed.Text = before is not null && Ascii.Equals(text, before) ? before : before = Encoding.UTF8.GetString(text);
        return true;
    }

    private static bool TryFind<T>((byte[] Name, T Value)[] names, ReadOnlySpan<byte> text, [MaybeNull] out T value)
    {
        foreach (var (name, candidate) in names)
        {
            if (text.SequenceEqual(name))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static string Names<T>((byte[] Name, T Value)[] names) => string.Join(", ", names.Select(name => Encoding.UTF8.GetString(name.Name)));

    /// <summary>NaN and infinities are numbers of the mart, though not of JSON; Domain's rules refuse them by column.</summary>
    private static bool TryNumber(in Cell cell, ReadOnlySpan<byte> text, out double number) =>
        !double.IsNaN(number = cell.Number)
        || DecimalText.TryRead(text, out number)
        || double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);

    /// <summary>The text; null when it is none, as of a surrogate that stands alone.</summary>
    private static string? Unescape(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. text, (byte)'"']);
        reader.Read();
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string TypeText(BlendFieldType type) => type switch
    {
        BlendFieldType.Keyword => "string",
        BlendFieldType.Float => "number",
        BlendFieldType.Integer => "whole number of 32 bits",
        BlendFieldType.Boolean => "boolean",
        BlendFieldType.Date => "time such as 2026-10-27T13:13:40Z",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private struct ParsedCell
    {
        public CellForm Form;
        public double Number;
        public long Micros;
        public bool IsTrue;
        public string? Text;
        public BlendMethod Method;
        public QualityCategory Category;
    }
}
