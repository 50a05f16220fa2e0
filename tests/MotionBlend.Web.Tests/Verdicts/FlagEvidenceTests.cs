using MotionBlend.Domain.Quality;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Verdicts;

namespace MotionBlend.Web.Tests.Verdicts;

public sealed class FlagEvidenceTests
{
    [Fact]
    public void Of_EveryBlendOfTheSample_AgreesWithItsFlags() => Assert.All(SampleMart.Blends, blend =>
        Assert.Equal(blend.Flags, FlagEvidence.Of(blend).Where(evidence => evidence.IsOver).Select(evidence => evidence.Issue)));

    [Fact]
    public void Comparison_OverAndUnder_SaysSo()
    {
        var evidence = FlagEvidence.Of(BlendBuilder.Blend() with { L2VelocityMax = 4.2, VelocityRatio = 0.8, Fid = 31 }).ToList();

        Assert.Equal(["4.20 > 3.00 m/s", "0.800 ≤ 1.50", "31.0 > 30.0 dm²"], evidence.Select(item => item.Comparison));
    }

    [Fact]
    public void Rule_Spike_NamesMetricBoundAndUnit() =>
        Assert.Equal("Speed change, maximum over 3 m/s", FlagEvidence.Rule(QualityIssue.Spike));
}
