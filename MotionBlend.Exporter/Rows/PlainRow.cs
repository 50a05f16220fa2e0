using System.Buffers;
using System.Runtime.Intrinsics;

namespace MotionBlend.Exporter.Rows;

/// <summary>
/// Finds the cells of a row as nearly all are written: the mart's columns in their order, nothing between the tokens, no escapes, no nulls and
/// numbers without exponents. That is several times faster than reading JSON in general, which every other row is left to.
/// </summary>
internal static class PlainRow
{
    private static readonly MemberStart[] Members = [.. MartColumn.All.Select(column => new MemberStart(column.Utf8Member))];

    private static readonly SearchValues<byte> TextEnds = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(code => (byte)code)]);

    /// <summary>Fills <paramref name="cells"/>, one for each of <see cref="MartColumn.All"/>.</summary>
    /// <returns>
    /// Where the last column's value ends, for the caller to look at what follows; 0 for a row that is written in another way or is none, of
    /// which some cells may be filled.
    /// </returns>
    public static int Scan(ReadOnlySpan<byte> row, Span<Cell> cells)
    {
        var place = 0;
        for (var ordinal = 0; ordinal < Members.Length; ordinal++)
        {
            ref readonly var member = ref Members[ordinal];
            if (!member.Begins(row[place..]))
            {
                return 0;
            }

            place += member.Length;
            var length = ScanValue(row[place..], place, out cells[ordinal]);
            if (length == 0)
            {
                return 0;
            }

            place += length;
        }

        return place;
    }

    /// <summary>Reads the value that a text begins with.</summary>
    /// <returns>Bytes of it; 0 for one that is to be read in general.</returns>
    private static int ScanValue(ReadOnlySpan<byte> text, int place, out Cell cell)
    {
        cell = default;
        if (text.IsEmpty)
        {
            return 0;
        }

        switch (text[0])
        {
            case (byte)'"':
                var length = text[1..].IndexOfAny(TextEnds);
                cell = new Cell(CellKind.Text, place + 1, length);
                return length >= 0 && text[length + 1] == '"' ? length + 2 : 0;
            case (byte)'t' when text.StartsWith("true"u8):
                cell = new Cell(CellKind.True, place, "true"u8.Length);
                return cell.Length;
            case (byte)'f' when text.StartsWith("false"u8):
                cell = new Cell(CellKind.False, place, "false"u8.Length);
                return cell.Length;
            default:
                var digits = DecimalText.ReadMember(text, out var number);
                cell = new Cell(CellKind.Number, place, digits, number);
                return digits;
        }
    }

    /// <summary>What stands before a value, to be compared in one step: no column's is longer than 32 bytes.</summary>
    private readonly struct MemberStart
    {
        private readonly Vector256<byte> _bytes;
        private readonly Vector256<byte> _mask;

        public MemberStart(byte[] member)
        {
            Span<byte> padded = stackalloc byte[Vector256<byte>.Count];
            member.CopyTo(padded);
            _bytes = Vector256.Create<byte>(padded);
            _mask = Vector256.GreaterThan(_bytes, Vector256<byte>.Zero);
            Length = member.Length;
        }

        public int Length { get; }

        /// <summary>Whether a text of at least 32 bytes, which with its value and the row's end every member has, begins with it.</summary>
        public bool Begins(ReadOnlySpan<byte> text) =>
            text.Length >= Vector256<byte>.Count && (Vector256.Create(text) & _mask) == _bytes;
    }
}
