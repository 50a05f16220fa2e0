using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class MartQueryTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, 123, 456, TimeSpan.Zero);
    private static readonly MartColumn[] Columns = [MartColumn.Find(BlendFields.BlendId)!, MartColumn.Find(BlendFields.Fid)!];

    [Fact]
    public void Select_Everything_NamesTableAndColumnsOnly()
    {
        var query = MartQuery.Select(MartReading.Table, Columns, MartWindow.Everything);

        Assert.Equal("SELECT `blend_id`, `fid`\nFROM `motionblend-ai.RAW_DEV_marts.mart_blend_snn_metrics`", query.Text);
        Assert.Empty(query.Parameters);
    }

    [Fact]
    public void Select_WindowOfAShard_PassesValuesAsParameters()
    {
        var window = new MartWindow { UpdatedFrom = From, UpdatedBefore = From.AddHours(1), SnapshotTime = From.AddHours(2), Shard = new MartShard(1, 8) };

        var query = MartQuery.Select(MartReading.Table, Columns, window);

        Assert.Equal(
            "SELECT `blend_id`, `fid`\nFROM `motionblend-ai.RAW_DEV_marts.mart_blend_snn_metrics` FOR SYSTEM_TIME AS OF @snapshot_time\n"
            + "WHERE `updated_at` >= @updated_from\n  AND `updated_at` < @updated_before\n"
            + "  AND IFNULL(MOD(MOD(FARM_FINGERPRINT(`blend_id`), @shard_count) + @shard_count, @shard_count), 0) = @shard_index",
            query.Text);
        Assert.Equal(
            [
                new QueryParameter("snapshot_time", "TIMESTAMP", "2026-01-02 05:04:05.123456+00:00"),
                new QueryParameter("updated_from", "TIMESTAMP", "2026-01-02 03:04:05.123456+00:00"),
                new QueryParameter("updated_before", "TIMESTAMP", "2026-01-02 04:04:05.123456+00:00"),
                new QueryParameter("shard_index", "INT64", "1"),
                new QueryParameter("shard_count", "INT64", "8"),
            ],
            query.Parameters);
    }

    [Fact]
    public void Select_UpperBoundAlone_KeepsRowsWithoutATime()
    {
        var query = MartQuery.Select(MartReading.Table, Columns, new MartWindow { UpdatedBefore = From });

        Assert.EndsWith("WHERE (`updated_at` < @updated_before OR `updated_at` IS NULL)", query.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RowRestriction_Window_IsTypedLiterals()
    {
        Assert.Equal("", MartQuery.RowRestriction(MartWindow.Everything));
        Assert.Equal(
            "`updated_at` >= TIMESTAMP '2026-01-02 03:04:05.123456+00:00' AND `updated_at` < TIMESTAMP '2026-01-02 04:04:05.123456+00:00'",
            MartQuery.RowRestriction(new MartWindow { UpdatedFrom = From.ToOffset(TimeSpan.FromHours(5)), UpdatedBefore = From.AddHours(1) }));
    }
}
