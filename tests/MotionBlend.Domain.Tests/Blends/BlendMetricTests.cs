using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Tests.Blends;

public sealed class BlendMetricTests
{
    [Fact]
    public void All_Together_AreTheFloatFieldsOfTheMapping()
    {
        var floats = BlendIndexMapping.Fields.Where(field => field.Type == BlendFieldType.Float).Select(field => field.Field);

        Assert.Equal(floats.Order(StringComparer.Ordinal), BlendMetric.All.Select(metric => metric.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("quality", BlendFields.QualityScore, 0.650795582)]
    [InlineData("ratio", BlendFields.BlendRatio, 0.1)]
    [InlineData("fid", BlendFields.Fid, 8.71303975)]
    public void Find_ByKey_ReadsThatFieldOfABlend(string key, string field, double value)
    {
        var metric = BlendMetric.Find(key);

        Assert.Equal(field, metric?.Field);
        Assert.Equal(value, metric?.Of(BlendSample.Valid));
    }

    [Fact]
    public void Find_UnknownKey_IsNull() => Assert.Null(BlendMetric.Find("quality_score"));
}
