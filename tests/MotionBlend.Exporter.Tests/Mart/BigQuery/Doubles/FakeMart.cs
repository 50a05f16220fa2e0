using System.Globalization;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Rows of a mart as typed values, from which both doubles make their replies: string, double, long, bool, a time in microseconds as long, or null.</summary>
/// <param name="rows">Rows in all.</param>
/// <param name="cells">The value of a row's column; null for <see cref="Value"/>.</param>
internal sealed class FakeMart(int rows, Func<long, MartColumn, object?>? cells = null)
{
    private static readonly double[] Numbers = [0.5, 1, 0.1, -0.25, 1e-7, 123456.789, 8.71303975, 1.0 / 3, 12345678901234567, 0];
    private static readonly string?[] Texts = ["plain", "quote \" and \\", "tab\tend", "Übergang", null, "<&>", "", "line\nbreak"];

    /// <summary>Rows in all.</summary>
    public int Rows => rows;

    /// <summary>The rows of a shard, in their order. Of the rows without an id the first shard's query selects all.</summary>
    public FakeMart Part(MartShard shard)
    {
        var blendId = MartColumn.All[MartColumn.BlendId];
        long[] chosen = [.. Enumerable.Range(0, rows).Select(row => (long)row).Where(row => shard.Holds(BlendKey.TryRead((string?)Cell(row, blendId) ?? "", out var key) ? key : null))];
        return new FakeMart(chosen.Length, (row, column) => Cell(chosen[row], column));
    }

    /// <summary>A value of this mart.</summary>
    public object? Cell(long row, MartColumn column) => cells is null ? Value(row, column) : cells(row, column);

    /// <summary>BigQuery's name of a column's type, as the REST interface writes it.</summary>
    public static string TypeOf(MartColumn column) => column.Type switch
    {
        BlendFieldType.Keyword => "STRING",
        BlendFieldType.Float => "FLOAT",
        BlendFieldType.Integer => "INTEGER",
        BlendFieldType.Boolean => "BOOLEAN",
        _ => "TIMESTAMP",
    };

    /// <summary>A value of a mart that holds something of everything.</summary>
    public static object? Value(long row, MartColumn column) => column.Type switch
    {
        BlendFieldType.Keyword when column.Ordinal == MartColumn.BlendId => string.Create(CultureInfo.InvariantCulture, $"blend_{row:x12}"),
        BlendFieldType.Keyword => Texts[(row + column.Ordinal) % Texts.Length],
        BlendFieldType.Float when (row + column.Ordinal) % 97 == 0 => null,
        BlendFieldType.Float when (row + column.Ordinal) % 101 == 0 => double.NaN,
        BlendFieldType.Float when (row + column.Ordinal) % 103 == 0 => double.NegativeInfinity,
        BlendFieldType.Float => Numbers[(row + column.Ordinal) % Numbers.Length] * (1 + (row % 7)),
        BlendFieldType.Integer => (row * 3) - 1,
        BlendFieldType.Boolean => (row + column.Ordinal) % 3 == 0,
        _ => 1_793_106_820_000_000 + (row * 1_000_003),
    };

    /// <summary>What the exporter should make of a row: the value as a JSON reader sees it.</summary>
    public static object? Expected(object? value, MartColumn column) => value switch
    {
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        long micros when column.Type == BlendFieldType.Date => DateTime.UnixEpoch.AddTicks(micros * 10),
        _ => value,
    };
}
