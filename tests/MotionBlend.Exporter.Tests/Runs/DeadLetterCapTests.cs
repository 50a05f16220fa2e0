using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Tests.Runs;

public sealed class DeadLetterCapTests
{
    [Theory]
    [InlineData("100")]
    [InlineData("0")]
    [InlineData("1%")]
    [InlineData("0.5%")]
    [InlineData("100%")]
    public void Parse_ACountOrShare_ReadsIt(string text) => Assert.Equal(text, DeadLetterCap.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("%")]
    [InlineData("101%")]
    [InlineData("1 %")]
    [InlineData("1e1")]
    public void Parse_AnythingElse_IsNull(string text) => Assert.Null(DeadLetterCap.Parse(text));

    [Theory]
    [InlineData("5", 100, 5, false, false)]
    [InlineData("5", 100, 6, false, true)]
    [InlineData("1%", 100, 50, false, false)]
    [InlineData("1%", 100, 2, true, true)]
    [InlineData("1%", 100, 1, true, false)]
    [InlineData("1%", 10_000, 101, false, true)]
    public void IsExceeded_OfALedger_CountsASmallShareOnlyAtTheEnd(string cap, long read, long rejected, bool isEnd, bool expected) =>
        Assert.Equal(expected, DeadLetterCap.Parse(cap)!.IsExceeded(new LedgerCounts(read, read - rejected, 0, 0, 0, rejected, 0), isEnd));
}
