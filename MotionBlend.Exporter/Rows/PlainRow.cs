using System.Buffers;

namespace MotionBlend.Exporter.Rows;

/// <summary>
/// Finds the cells of a row as nearly all are written: the mart's columns in their order, nothing between the tokens, no escapes, no nulls and
/// numbers without exponents. That is several times faster than reading JSON in general, which every other row is left to.
/// </summary>
internal static class PlainRow
{
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
        foreach (var column in MartColumn.All)
        {
            if (!row[place..].StartsWith(column.Utf8Member))
            {
                return 0;
            }

            place += column.Utf8Member.Length;
            var length = ScanValue(row[place..], place, out cells[column.Ordinal]);
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
}
