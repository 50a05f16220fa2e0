using CsCheck;
using MotionBlend.Domain.Analytics;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Tests.Charts;

public sealed class PercentileRulerTests
{
    [Fact]
    public void Of_AnyPercentiles_KeepsTheirOrderAndNeverLetsLabelsTouch() => Gen.Double[0, 1].Array[5].Sample(values =>
    {
        Array.Sort(values);

        var ruler = PercentileRuler.Of(new ScorePercentiles(values[0], values[1], values[2], values[3], values[4]));

        Assert.Equal(values, ruler.Marks.Select(mark => mark.At));
        Assert.Equal(["p5", "p25", "median", "p75", "p95"], ruler.Marks.Select(mark => mark.Name));
        foreach (var line in ruler.Marks.Where(mark => mark.Line is not null).GroupBy(mark => mark.Line))
        {
            Assert.All(line.Zip(line.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= PercentileRuler.LabelWidth));
        }
    });

    [Fact]
    public void Of_CrowdedPercentiles_LabelsTheMedianFirst()
    {
        var ruler = PercentileRuler.Of(new ScorePercentiles(0.70, 0.71, 0.72, 0.73, 0.74));

        Assert.Equal([1, null, 0, null, null], ruler.Marks.Select(mark => mark.Line));
    }

    [Fact]
    public void Of_WideSpread_LabelsAllInTheFirstLine() =>
        Assert.All(PercentileRuler.Of(new ScorePercentiles(0.1, 0.3, 0.5, 0.7, 0.9)).Marks, mark => Assert.Equal(0, mark.Line));
}
