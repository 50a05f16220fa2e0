using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class BigQueryColumnTests
{
    [Fact]
    public void Selected_TableInAnotherOrderWithMore_TakesTheMartsInItsOrder()
    {
        var selected = BigQueryColumn.Selected(MartReading.Table,
            [new("note", "JSON", "REPEATED"), new("FID", "FLOAT64", "NULLABLE"), new("blend_id", "STRING", "REQUIRED")]);

        Assert.Equal([BlendFields.BlendId, BlendFields.Fid], selected.Select(column => column.Name));
    }

    [Theory]
    [InlineData("fid", "STRING", "NULLABLE")]
    [InlineData("fid", "FLOAT", "REPEATED")]
    [InlineData("fid", "BIGNUMERIC", "NULLABLE")]
    [InlineData("updated_at", "DATETIME", "NULLABLE")]
    [InlineData("blend_id", "INTEGER", "NULLABLE")]
    [InlineData("has_velocity_spike", "INTEGER", "NULLABLE")]
    public void Selected_ColumnOfAnotherType_IsNamedWithTheCure(string name, string type, string mode)
    {
        var exception = Assert.Throws<MartException>(() => BigQueryColumn.Selected(MartReading.Table, [new(name, type, mode)]));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(type, exception.Message, StringComparison.Ordinal);
        Assert.Contains("cast it in a view", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_NoColumnOfTheMart_IsRefused() =>
        Assert.Throws<MartException>(() => BigQueryColumn.Selected(MartReading.Table, [new("other", "STRING", "NULLABLE")]));
}
