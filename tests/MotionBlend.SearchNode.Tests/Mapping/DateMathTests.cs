using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping.Dates;

namespace MotionBlend.SearchNode.Tests.Mapping;

public sealed class DateMathTests
{
    private static readonly long Now = new DateTimeOffset(2024, 5, 15, 13, 45, 30, 250, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("2024-01-15", false, "2024-01-15T00:00:00.000Z")]
    [InlineData("2024-01-15", true, "2024-01-15T23:59:59.999Z")]
    [InlineData("2024-01", true, "2024-01-01T23:59:59.999Z")]
    [InlineData("2024", false, "2024-01-01T00:00:00.000Z")]
    [InlineData("2024-01-15T12", true, "2024-01-15T12:59:59.999Z")]
    [InlineData("2024-01-15T12:30:00+02:00", false, "2024-01-15T10:30:00.000Z")]
    [InlineData("now", false, "2024-05-15T13:45:30.250Z")]
    [InlineData("now/d", false, "2024-05-15T00:00:00.000Z")]
    [InlineData("now/d", true, "2024-05-15T23:59:59.999Z")]
    [InlineData("now/w", false, "2024-05-13T00:00:00.000Z")]
    [InlineData("now-1M/M", true, "2024-04-30T23:59:59.999Z")]
    [InlineData("2024-01-31||+1M", false, "2024-02-29T00:00:00.000Z")]
    [InlineData("1704067200000", false, "2024-01-01T00:00:00.000Z")]
    public void Parse_Expression_IsTheMoment(string text, bool roundUp, string expected) =>
        Assert.Equal(expected, DateFormat.Default.Write(DateMath.Parse(text, DateFormat.Default, null, roundUp, Now)));

    [Fact]
    public void Parse_WithZone_RoundsOnItsWallClock() => Assert.Equal(
        "2024-05-14T22:00:00.000Z",
        DateFormat.Default.Write(DateMath.Parse("now/d", DateFormat.Default, TimeZones.Find("Europe/Berlin"), roundUp: false, Now)));

    [Theory]
    [InlineData(20299792783740000, "+645244-10-28T08:49:00.000Z")]
    [InlineData(253402300800000, "+10000-01-01T00:00:00.000Z")]
    public void Write_YearOfManyDigits_HasASign(long millis, string expected) => Assert.Equal(expected, DateFormat.Default.Write(millis));

    [Theory]
    [InlineData("2024-13-01")]
    [InlineData("now/x")]
    [InlineData("now+")]
    [InlineData("gestern")]
    public void Parse_Nonsense_IsRefused(string text) =>
        Assert.Throws<FailureException>(() => DateMath.Parse(text, DateFormat.Default, null, roundUp: false, Now));
}
