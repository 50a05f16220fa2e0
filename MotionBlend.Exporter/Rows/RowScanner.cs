using System.Text;
using System.Text.Json;

namespace MotionBlend.Exporter.Rows;

/// <summary>Finds the cells of a row that is a JSON object. It looks at each token once and copies nothing.</summary>
internal static class RowScanner
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>Place of a document's vector behind the cells of the columns.</summary>
    public static readonly int VectorCell = MartColumn.All.Length;

    /// <summary>Fills <paramref name="cells"/>, one for each of <see cref="MartColumn.All"/>, and that of <see cref="VectorCell"/>.</summary>
    /// <returns>True when the row is one JSON object; else <paramref name="findings"/> says what is wrong.</returns>
    public static bool Scan(ReadOnlySpan<byte> row, Span<Cell> cells, RowFindings findings)
    {
        cells.Clear();
        try
        {
            return ScanObject(row, cells, findings);
        }
        catch (JsonException exception)
        {
            findings.Error(RowRules.JsonSyntax, null, $"is no JSON: {exception.Message}");
            return false;
        }
        catch (InvalidOperationException exception)
        {
            // A name of half a character, as "\ud800".
            findings.Error(RowRules.JsonSyntax, null, $"has a name that is no text: {exception.Message}");
            return false;
        }
    }

    private static bool ScanObject(ReadOnlySpan<byte> row, Span<Cell> cells, RowFindings findings)
    {
        var reader = new Utf8JsonReader(row, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            findings.Error(RowRules.JsonSyntax, null, "is no JSON object");
            return false;
        }

        var expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = Match(ref reader, expected);
            if (column is null && reader.ValueTextEquals(VectorMember.Utf8Name))
            {
                // A document has it; in a row it is made anew.
                reader.Read();
                cells[VectorCell] = CellOf(ref reader);
                continue;
            }

            if (column is null)
            {
                findings.Warning(RowRules.UnknownColumn, Encoding.UTF8.GetString(reader.ValueSpan), "is no column of the mart; it is left out");
                reader.Skip();
                continue;
            }

            reader.Read();
            if (cells[column.Ordinal].Kind != CellKind.Absent)
            {
                findings.Error(RowRules.DuplicateColumn, column.Name, "stands twice in the row");
            }

            cells[column.Ordinal] = CellOf(ref reader);
            expected = column.Ordinal + 1;
        }

        // One more read finds anything that follows the object.
        reader.Read();
        return true;
    }

    /// <summary>Rows usually name the columns in the mart's order: try the next one before searching.</summary>
    private static MartColumn? Match(ref Utf8JsonReader reader, int expected)
    {
        var columns = MartColumn.All;
        if (expected < columns.Length && reader.ValueTextEquals(columns[expected].Utf8Name))
        {
            return columns[expected];
        }

        foreach (var column in columns)
        {
            if (reader.ValueTextEquals(column.Utf8Name))
            {
                return column;
            }
        }

        return null;
    }

    private static Cell CellOf(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var length = reader.ValueSpan.Length;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new Cell(reader.ValueIsEscaped ? CellKind.EscapedText : CellKind.Text, start + 1, length);
            case JsonTokenType.Number:
                return new Cell(CellKind.Number, start, length);
            case JsonTokenType.True:
                return new Cell(CellKind.True, start, length);
            case JsonTokenType.False:
                return new Cell(CellKind.False, start, length);
            case JsonTokenType.Null:
                return new Cell(CellKind.Null, start, length);
            default:
                reader.Skip();
                return new Cell(CellKind.Nested, start, (int)reader.BytesConsumed - start);
        }
    }
}
