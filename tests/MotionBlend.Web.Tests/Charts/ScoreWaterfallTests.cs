using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Tests.Charts;

public sealed class ScoreWaterfallTests
{
    [Fact]
    public void Of_EveryBlendOfTheSample_EndsAtItsScore()
    {
        foreach (var blend in SampleMart.Blends)
        {
            var waterfall = ScoreWaterfall.Of(blend);

            Assert.Equal(blend.QualityScore, waterfall.Score, tolerance: 1e-6);
            Assert.Equal(waterfall.Score, waterfall.Steps[^1].To, 9);
            Assert.All(waterfall.Steps, step => Assert.InRange(step.Lost, -1e-12, step.Of));
        }
    }

    [Fact]
    public void Title_CalmMaterial_NamesDiversity()
    {
        var calm = BlendBuilder.Blend() with { TransitionSmoothness = 1, GlobalDiversity = 0, Fid = 0, Coverage = 1 };

        var waterfall = ScoreWaterfall.Of(calm);

        Assert.Equal(0.7, waterfall.Score, 9);
        Assert.Equal("Limited by diversity: it gets 0.00 of 0.30", waterfall.Title);
    }

    [Fact]
    public void Title_PerfectBlend_SaysSo() => Assert.Equal(
        "Nothing is lost: every term has full marks",
        ScoreWaterfall.Of(BlendBuilder.Blend() with { TransitionSmoothness = 1, GlobalDiversity = 12, Fid = 0, Coverage = 1 }).Title);
}
