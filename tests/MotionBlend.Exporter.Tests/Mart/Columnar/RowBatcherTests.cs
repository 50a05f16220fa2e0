using CsCheck;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.Columnar;

namespace MotionBlend.Exporter.Tests.Mart.Columnar;

public sealed class RowBatcherTests
{
    [Fact]
    public void TryTake_AnyRows_GivesThemAllWithinTheLimits() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1000, 20_000], Gen.Int[1, 900].List[0, 200]).Sample((rows, bytes, lengths) =>
        {
            var batcher = new RowBatcher(new BatchLimits(rows, bytes));
            var seen = new List<int>();
            foreach (var length in lengths)
            {
                batcher.BeginRow().Append(new byte[length]);
                batcher.EndRow();
                if (batcher.IsFull)
                {
                    Take(batcher, rows, bytes, seen);
                }
            }

            Take(batcher, rows, bytes, seen);
            Assert.Null(batcher.TryTake());
            Assert.Equal(lengths, seen);
        });

    private static void Take(RowBatcher batcher, int rows, int bytes, List<int> seen)
    {
        if (batcher.TryTake() is { } block)
        {
            using var batch = block.ToBatch(1, null);
            Assert.InRange(batch.Count, 1, rows);
            Assert.True(batch.Count == 1 || batch.SourceBytes + (batch.Count * BatchLimits.AddedBytes) <= bytes);
            seen.AddRange(Enumerable.Range(0, batch.Count).Select(row => batch.Row(row).Length));
        }
    }
}
