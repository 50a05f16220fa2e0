using CsCheck;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

public sealed class NumberRangeTests
{
    [Fact]
    public void TryParse_OfToString_GivesTheSameRange() => SearchGen.Range.Sample(range =>
    {
        Assert.True(NumberRange.TryParse(range.ToString(), out var parsed));
        Assert.Equal(range, parsed);
    });

    [Theory]
    [InlineData("0.4..0.5", 0.4, 0.5, false)]
    [InlineData("0.4..<0.5", 0.4, 0.5, true)]
    [InlineData("0.4..", 0.4, null, false)]
    [InlineData("..0.5", null, 0.5, false)]
    [InlineData("..<0.5", null, 0.5, true)]
    [InlineData("-1e-3..2E2", -0.001, 200.0, false)]
    [InlineData("3..3", 3.0, 3.0, false)]
    [InlineData("1....5", 1.0, null, false, false)]
    public void TryParse_Text_GivesItsBounds(string text, double? from, double? to, bool excludes, bool isRange = true)
    {
        Assert.Equal(isRange, NumberRange.TryParse(text, out var range));
        Assert.Equal(isRange ? new NumberRange(from, to, excludes) : default, range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("..<")]
    [InlineData("0.4..<")]
    [InlineData("0.5")]
    [InlineData("0.5..0.4")]
    [InlineData("0,4..0,5")]
    [InlineData("NaN..1")]
    [InlineData("0..Infinity")]
    [InlineData("0..1e39")]
    [InlineData("0..1e400")]
    [InlineData("a..b")]
    public void TryParse_NoRange_IsFalse(string text) => Assert.False(NumberRange.TryParse(text, out _));
}
