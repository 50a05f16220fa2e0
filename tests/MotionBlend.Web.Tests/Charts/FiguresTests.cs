using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Tests.Charts;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.0001, "<0.1%")]
    [InlineData(0.0149, "1.5%")]
    [InlineData(0.716, "72%")]
    [InlineData(0.9949, "99.5%")]
    [InlineData(0.9999, ">99.9%")]
    [InlineData(1, "100%")]
    public void Share_IsNeverRoundedToNothingOrAll(double share, string text) => Assert.Equal(text, Figures.Share(share));

    [Fact]
    public void Score_AnyScore_ShowsTheCategoryItHas() => Gen.Double[0, 1].Sample(score =>
    {
        var shown = double.Parse(Figures.Score(score), System.Globalization.CultureInfo.InvariantCulture);
        if (score is < 0.65 - 1e-9 or >= 0.65)
        {
            Assert.Equal(QualityScore.Categorize(score), QualityScore.Categorize(shown));
        }
    });

    [Theory]
    [InlineData(0.0412, "0.041")]
    [InlineData(4.2, "4.20")]
    [InlineData(16.93, "16.9")]
    [InlineData(120.6, "121")]
    [InlineData(0, "0.00")]
    public void Value_HasThreeDigits(double value, string text) => Assert.Equal(text, Figures.Value(value));

    [Fact]
    public void Value_WithUnit_HasIt()
    {
        Assert.Equal("30.0 dm²", Figures.Value(30, BlendMetric.Find("fid")!));
        Assert.Equal("1.50", Figures.Value(1.5, BlendMetric.Find("velocity_ratio")!));
    }

    [Theory]
    [InlineData(1, "1 blend")]
    [InlineData(11_340, "11,340 blends")]
    public void Count_WithNoun_AgreesWithIt(long count, string text) => Assert.Equal(text, Figures.Count(count, "blend"));

    [Theory]
    [InlineData(30, "less than a minute")]
    [InlineData(60, "1 minute")]
    [InlineData(7_300, "2 hours")]
    [InlineData(320_000, "3 days")]
    public void Age_IsInItsLargestUnit(int seconds, string text) => Assert.Equal(text, Figures.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(6_800_000, "6.8 MB")]
    [InlineData(2_500_000_000, "2.5 GB")]
    public void Bytes_AreInTheirUnit(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));
}
