using System.Text;
using CsCheck;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Rows;

public sealed class PlainRowTests
{
    private static readonly string[] Pieces = ["\"", "\\", ",", "{", "}", ":", "0", "-", ".", "e5", "null", "true", " ", "\n", "\"fid\":", "é"];

    [Fact]
    public void Scan_EveryRowOfTheSample_IsPlain()
    {
        foreach (var row in SampleMart.Blends.Take(500).Select(MartRows.Row))
        {
            Assert.Equal(row.Length - 1, PlainRow.Scan(Encoding.UTF8.GetBytes(row), new Cell[MartColumn.All.Length]));
        }
    }

    [Fact]
    public void Scan_AnyTextThatItTakes_HasTheCellsThatReadingJsonFinds() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 900], Gen.Int[0, 4], Gen.Int[0, Pieces.Length]).Sample((number, place, removed, piece) =>
        {
            var good = MartRows.Row(number);
            place = Math.Min(place, good.Length - removed);
            var row = Encoding.UTF8.GetBytes(good[..place] + (piece == Pieces.Length ? "" : Pieces[piece]) + good[(place + removed)..]);
            var plain = new Cell[MartColumn.All.Length + 1];
            var general = new Cell[MartColumn.All.Length + 1];
            var end = PlainRow.Scan(row, plain);
            var findings = new RowFindings();
            if (end == 0 || !row.AsSpan(end).SequenceEqual("}"u8))
            {
                return;
            }

            Assert.True(RowScanner.Scan(row, general, findings), Encoding.UTF8.GetString(row));
            Assert.Empty(findings.All);
            Assert.Equal(general.Select(cell => (cell.Kind, cell.Start, cell.Length)), plain.Select(cell => (cell.Kind, cell.Start, cell.Length)));
        }, iter: 20_000);

    [Theory]
    [InlineData("{", 0)]
    [InlineData("", 0)]
    [InlineData("{\"blend_id\":", 0)]
    [InlineData("{\"blend_id\":\"blend_", 0)]
    [InlineData("[1,2]", 0)]
    public void Scan_NoRow_IsLeftToTheGeneralWay(string text, int end) =>
        Assert.Equal(end, PlainRow.Scan(Encoding.UTF8.GetBytes(text), new Cell[MartColumn.All.Length]));
}
