using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Tests.Api;
using MotionBlend.Web.Verdicts;

namespace MotionBlend.Web.Tests.Verdicts;

public sealed class QualityVerdictTests
{
    private static readonly BlendSet Sample = new(SampleMart.Blends, BlendSet.Now);

    [Fact]
    public void Of_TheSample_IsOnTarget()
    {
        var verdict = QualityVerdict.Of(Sample.Quality(BlendFilter.None, 0.025), target: 0.7);

        Assert.True(verdict.IsOnTarget);
        Assert.Equal(8_115, verdict.GoodOrBetter);
        Assert.Equal("On target: 72% of the blends are good or excellent.", verdict.Headline);
        Assert.Equal("1.6 points above the target of 70%", verdict.AgainstTarget);
    }

    [Theory]
    [InlineData(0.8, false, "8.4 points below the target of 80%")]
    [InlineData(0.717, false, "just short of the target of 72%")]
    [InlineData(0.714, true, "just at the target of 71%")]
    public void Of_OtherTargets_SaysHowFarItIs(double target, bool isOnTarget, string against)
    {
        var verdict = QualityVerdict.Of(Sample.Quality(BlendFilter.None, 0.025), target);

        Assert.Equal((isOnTarget, against), (verdict.IsOnTarget, verdict.AgainstTarget));
    }

    [Fact]
    public void Titles_TheSample_StateTheFinding()
    {
        var quality = Sample.Quality(BlendFilter.None, 0.025);

        Assert.Equal("36% carry a flag, most often mismatch", QualityVerdict.FlagTitle(quality));
        Assert.Equal("Half of the blends lie between 0.64 and 0.81", QualityVerdict.HistogramTitle(quality.Percentiles));
        Assert.Equal("No blend is flagged", QualityVerdict.FlagTitle(Sample.Quality(BlendFilter.None with { Clean = true }, 0.025)));
    }
}
