using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Domain.Tests.Blends;

public sealed class MetricVectorTests
{
    /// <summary>Makes the median distance of normal values their standard deviation.</summary>
    private const double NormalScale = 1.4826;

    public static TheoryData<string> Fields => [.. MetricVector.Scales.Select(scale => scale.Field)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Scales_OfAMetric_AreThoseOfTheSample(string field)
    {
        var scale = MetricVector.Scales.Single(scale => scale.Field == field);
        var values = SampleMart.Blends.Select(BlendMetric.Of(field).Of).ToList();
        var median = Median(values);
        var spread = NormalScale * Median(values.Select(value => Math.Abs(value - median)));

        Assert.Equal(1, scale.Median / median, 1e-7);
        Assert.Equal(1, scale.Spread / spread, 1e-7);
    }

    [Fact]
    public void Of_ABlend_HasTheScoresOfItsMetricsInOrder() => Assert.Equal(
        [-0.529f, 0.898f, -0.840f, -0.653f, -1.439f, -1.364f, 0.447f, 0.594f, 0.116f, 0.572f, 0.327f, 0.468f, 0.050f, 0.964f],
        MetricVector.Of(BlendSample.Valid));

    [Fact]
    public void Of_MetricsFarOut_AreClippedAtFour()
    {
        var vector = MetricVector.Of(BlendSample.Valid with { Fid = 1e9, Coverage = 0 });

        Assert.Equal((4f, -4f), (vector[0], vector[1]));
    }

    [Fact]
    public void Of_EveryBlendOfTheSample_IsWithinTheClipAndNeverZero()
    {
        foreach (var blend in SampleMart.Blends)
        {
            var vector = MetricVector.Of(blend);

            Assert.All(vector, score => Assert.InRange(score, -4f, 4f));
            Assert.Contains(vector, score => score != 0);
        }
    }

    [Fact]
    public void Scales_Together_AreTheMeasuredMetricsOfTheMart()
    {
        var derived = new[]
        {
            BlendFields.QualityScore, BlendFields.BlendRatio, BlendFields.TransitionSmoothness, BlendFields.VelocityRatio, BlendFields.AccelerationRatio,
        };

        Assert.Equal(BlendMetric.All.Select(metric => metric.Field).Except(derived), MetricVector.Scales.Select(scale => scale.Field));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
