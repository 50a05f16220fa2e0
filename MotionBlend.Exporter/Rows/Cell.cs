namespace MotionBlend.Exporter.Rows;

/// <summary>What a row holds for a column.</summary>
internal enum CellKind : byte
{
    /// <summary>The row does not name the column.</summary>
    Absent,

    /// <summary>JSON null.</summary>
    Null,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>A JSON string without escapes.</summary>
    Text,

    /// <summary>A JSON string with escapes.</summary>
    EscapedText,

    /// <summary>JSON true.</summary>
    True,

    /// <summary>JSON false.</summary>
    False,

    /// <summary>An array or object, which no column of the mart is.</summary>
    Nested,
}

/// <summary>Where a value stands in its row, in bytes; for a string without its quotes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Number">The number that it is, where that was read already; else NaN.</param>
internal readonly record struct Cell(CellKind Kind, int Start, int Length, double Number = double.NaN)
{
    /// <summary>The value's bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> row) => row.Slice(Start, Length);
}
