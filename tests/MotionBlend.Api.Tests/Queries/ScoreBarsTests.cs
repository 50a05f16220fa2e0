using CsCheck;
using MotionBlend.Api.Queries;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Tests.Queries;

public sealed class ScoreBarsTests
{
    // Any width that the endpoint takes, in up to four digits.
    private static readonly Gen<decimal> Interval = Gen.Int[100, 10_000].Select(value => value / 10_000m);

    [Fact]
    public void Of_AnyInterval_CoversZeroToOneWithoutGap() => Interval.Sample(interval =>
    {
        var bars = ScoreBars.Of(interval);

        Assert.Equal(0, bars[0].From);
        Assert.Equal(1, bars[^1].To);
        Assert.False(bars[^1].ExcludesTo);
        Assert.All(bars.Zip(bars.Skip(1)), pair =>
        {
            Assert.Equal(pair.First.To, pair.Second.From);
            Assert.True(pair.First.ExcludesTo);
        });
        Assert.All(bars, bar => Assert.True(bar.From < bar.To));
    });

    /// <summary>The index holds 32-bit floats and rounds bounds to them before it compares.</summary>
    [Fact]
    public void Of_AnyFloatFromZeroToOne_LiesInExactlyOneBar() => Gen.Select(Interval, Gen.Int[0, 100], Gen.Int[-2, 2], Gen.Float[0, 1]).Sample(
        (interval, edge, ulps, anywhere) =>
        {
            var bars = ScoreBars.Of(interval);
            var nearEdge = BitConverter.Int32BitsToSingle(
                Math.Max(0, BitConverter.SingleToInt32Bits((float)bars[edge % bars.Count].From.GetValueOrDefault()) + ulps));

            Assert.All([nearEdge, anywhere], score => Assert.Single(bars, bar => score >= (float)bar.From! && (bar.ExcludesTo ? score < (float)bar.To! : score <= (float)bar.To!)));
        });

    [Fact]
    public void Of_AnyInterval_GivesRangesThatAnAddressCanSay() => Interval.Sample(interval =>
        Assert.All(ScoreBars.Of(interval), bar =>
        {
            Assert.True(NumberRange.TryParse(bar.ToString(), out var parsed));
            Assert.Equal(bar, parsed);
        }));

    [Fact]
    public void Of_TwentiethsAndThirds_WriteShortDecimals()
    {
        Assert.Equal("0.15..<0.2", ScoreBars.Of(0.05m)[3].ToString());
        Assert.Equal(20, ScoreBars.Of(0.05m).Count);
        Assert.Equal(["0..<0.3", "0.3..<0.6", "0.6..<0.9", "0.9..1"], ScoreBars.Of(0.3m).Select(bar => bar.ToString()));
        Assert.Equal(["0..1"], ScoreBars.Of(1).Select(bar => bar.ToString()));
    }
}
