using CsCheck;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

public sealed class TimeBoundTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryParse_OfToString_GivesTheSameBound() => SearchGen.Time.Sample(bound =>
    {
        Assert.True(TimeBound.TryParse(bound.ToString(), out var parsed));
        Assert.Equal(bound, parsed);
    });

    [Theory]
    [InlineData("7d", "2026-11-17T12:00:00Z")]
    [InlineData("12h", "2026-11-24T00:00:00Z")]
    [InlineData("30m", "2026-11-24T11:30:00Z")]
    [InlineData("0m", "2026-11-24T12:00:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T06:00:00Z", "2026-11-20T06:00:00Z")]
    [InlineData("2026-11-20T06:00:00", "2026-11-20T06:00:00Z")]
    [InlineData("2026-11-20T06:00:00+02:00", "2026-11-20T04:00:00Z")]
    [InlineData("2026-11-20T06:00:00.250Z", "2026-11-20T06:00:00.250Z")]
    public void Resolve_OfText_GivesThePointInTime(string text, string expected)
    {
        Assert.True(TimeBound.TryParse(text, out var bound));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), bound.Resolve(Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-7d")]
    [InlineData("7 d")]
    [InlineData("7w")]
    [InlineData("36501d")]
    [InlineData("99999999999d")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("20.11.2026")]
    public void TryParse_NoTime_IsFalse(string text) => Assert.False(TimeBound.TryParse(text, out _));

    [Theory]
    [InlineData(-60)]
    [InlineData(90)]
    public void Ago_AgeThatNoAddressCanSay_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeBound.Ago(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Fixed_FinerThanMilliseconds_IsCut() =>
        Assert.Equal(TimeBound.Fixed(Now), TimeBound.Fixed(Now.AddTicks(9_999)));
}
