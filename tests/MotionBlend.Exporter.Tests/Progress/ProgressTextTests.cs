using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Tests.Progress;

public sealed class ProgressTextTests
{
    private static readonly ProgressSnapshot Snapshot = new(
        "loading", TimeSpan.FromSeconds(10), 0.25, new LedgerCounts(5000, 4000, 0, 0, 0, 0, 0), 4_000_000, 5_000_000, 4, 0, 0, 2);

    [Fact]
    public void Line_OfALoad_SaysRateAndTimeLeft() =>
        Assert.Equal("loading: 25 %, 4,000 rows, 400 rows/s, 0.5 MB/s, 2 in flight, 30 s left", ProgressText.Line(Snapshot));

    [Fact]
    public void Line_OfTrouble_CountsIt() => Assert.Equal(
        "loading: 25 %, 4,003 rows, 400 rows/s, 0.5 MB/s, 2 in flight, 3 rejected, 7 retries, 30 s left",
        ProgressText.Line(Snapshot with { Retries = 7, Counts = Snapshot.Counts with { RejectedByGate = 3 } }));

    [Fact]
    public void Line_OnceRowsWereRead_SaysHowFreshTheyAre() => Assert.Equal(
        "loading: 25 %, 4,000 rows, 400 rows/s, 0.5 MB/s, 2 in flight, newest row 2:05 h old, 30 s left",
        ProgressText.Line(Snapshot with { Lag = TimeSpan.FromMinutes(125) }));

    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(42, "42 s")]
    [InlineData(200, "3:20 min")]
    [InlineData(7500, "2:05 h")]
    public void Duration_OfSeconds_IsReadAtAGlance(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Remaining_AtTheVeryStart_IsUnknown() => Assert.Null((Snapshot with { Fraction = 0 }).Remaining);
}
