using System.Text;
using CsCheck;
using MotionBlend.Exporter.Mart;

namespace MotionBlend.Exporter.Tests.Mart;

public sealed class LineCutterTests
{
    private static readonly Gen<string> Line = Gen.String[Gen.Char["ab \r\t"], 0, 300];

    [Fact]
    public void TryCut_AnyLinesInAnyPieces_GivesThemInOrderWithinTheLimits() =>
        Gen.Select(Line.Array[0, 200], Gen.Int[1, 3000], Gen.Int[1, 20], Gen.Int[1, 5000], Gen.Bool).Sample((lines, piece, rows, bytes, ends) =>
        {
            var text = string.Join('\n', lines) + (ends ? "\n" : "");
            var expected = lines.Select(line => line.Trim(' ', '\t', '\r')).Where(line => line.Length > 0).ToArray();

            var batches = Cut(Encoding.UTF8.GetBytes(text), piece, new BatchLimits(rows, bytes));

            Assert.Equal(expected, batches.SelectMany(batch => batch.Rows));
            Assert.All(batches, batch => Assert.InRange(batch.Rows.Count, 1, rows));
            Assert.All(batches, batch => Assert.True(batch.Rows.Count == 1 || batch.Rows.Sum(row => row.Length + BatchLimits.AddedBytes) <= bytes));
            Assert.Equal(batches.Select((_, index) => 1L + batches.Take(index).Sum(batch => batch.Rows.Count)), batches.Select(batch => batch.FirstRow));
        }, iter: 300);

    [Fact]
    public void TryCut_AByteOrderMark_IsDropped() =>
        Assert.Equal(["{}"], Cut([0xef, 0xbb, 0xbf, (byte)'{', (byte)'}'], 1, new BatchLimits(5, 1000)).Single().Rows);

    [Fact]
    public void TryCut_ALineLongerThanAnyRow_IsNoMart()
    {
        var exception = Assert.Throws<MartException>(() => Cut(new byte[BatchLimits.LongestRow + 2], 65_536, new BatchLimits(5, 1000)));

        Assert.Contains("row 1 is longer", exception.Message);
    }

    [Theory]
    [InlineData(65_536, 5)]
    [InlineData(65_536, 1)]
    [InlineData(1000, 5)]
    [InlineData(1000, 2)]
    public void TryCut_ALaterLineLongerThanAnyRow_IsANoteAndTheRestFollows(int piece, int rows)
    {
        var longLine = "{\"x\":\"" + new string('x', 3 * BatchLimits.LongestRow) + "\"}";
        foreach (var end in new[] { "\n{\"b\":2}\n{\"c\":3}", "" })
        {
            var found = Cut(Encoding.UTF8.GetBytes($"{{\"a\":1}}\n{longLine}{end}"), piece, new BatchLimits(rows, 1000)).SelectMany(batch => batch.Rows).ToArray();

            Assert.Equal(["{\"a\":1}", .. end.Split('\n', StringSplitOptions.RemoveEmptyEntries)], [found[0], .. found[2..]]);
            Assert.StartsWith($"row of {longLine.Length} bytes, more than the 1048576 that a row may have; it begins: {{\"x\":\"xxx", found[1], StringComparison.Ordinal);
            Assert.Equal(512, found[1].Length);
        }
    }

    private static List<(long FirstRow, List<string> Rows)> Cut(byte[] bytes, int piece, BatchLimits limits)
    {
        using var cutter = new LineCutter(limits, "test");
        var batches = new List<(long, List<string>)>();
        for (var start = 0; ;)
        {
            var count = Math.Min(piece, bytes.Length - start);
            bytes.AsSpan(start, count).CopyTo(cutter.FreeSpace().Span);
            cutter.Filled(count);
            start += count;
            while (cutter.TryCut(isEnd: count == 0, null) is { } batch)
            {
                using (batch)
                {
                    batches.Add((batch.FirstRow, [.. Enumerable.Range(0, batch.Count).Select(row => Encoding.UTF8.GetString(batch.Row(row)))]));
                }
            }

            if (count == 0)
            {
                return batches;
            }
        }
    }
}
