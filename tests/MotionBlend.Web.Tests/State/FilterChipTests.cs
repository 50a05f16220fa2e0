using CsCheck;
using MotionBlend.Domain.Search;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Tests.State;

public sealed class FilterChipTests
{
    [Fact]
    public void Of_AllChipsTakenAway_LeavesOnlyTheTime() => FilterGen.Filter.Sample(filter =>
    {
        var rest = filter;
        while (FilterChip.Of(rest).FirstOrDefault() is { } chip)
        {
            Assert.NotEqual(rest, chip.Without);
            rest = chip.Without;
        }

        Assert.Equal(BlendFilter.None with { Since = filter.Since, Until = filter.Until }, rest);
    });

    [Theory]
    [InlineData("cat=poor,good", "Category", "poor or good")]
    [InlineData("flag=none", "Flags", "none")]
    [InlineData("flag=spike", "Flags", "spike")]
    [InlineData("quality=0.42..0.5", "Quality score", "0.42 – 0.5")]
    [InlineData("quality=0.42..<0.5", "Quality score", "0.42 – <0.5")]
    [InlineData("fid=30..", "Distribution distance (FID)", "from 30 dm²")]
    [InlineData("fid=..30", "Distribution distance (FID)", "up to 30 dm²")]
    [InlineData("fid=..<30", "Distribution distance (FID)", "under 30 dm²")]
    public void Of_OneParameter_SaysItInWords(string query, string name, string value)
    {
        var chip = Assert.Single(FilterChip.Of(DashboardAddress.Parse("explore?" + query).Search.Filter));

        Assert.Equal((name, value), (chip.Name, chip.Value));
    }
}
