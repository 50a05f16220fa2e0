using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class MartShardTests
{
    /// <summary>Values that BigQuery's FARM_FINGERPRINT gives, as another implementation of it computed them.</summary>
    [Theory]
    [InlineData("blend_000000000000", 7850894086974681819)]
    [InlineData("blend_0123456789ab", -8073804116140727037)]
    [InlineData("blend_ffffffffffff", 7450514778286011365)]
    [InlineData("blend_161d100b05e5", -5384173772679379282)]
    public void Holds_AnId_IsThePartThatBigQuerysFingerprintSays(string id, long fingerprint)
    {
        var index = (int)(((fingerprint % 1000) + 1000) % 1000);

        Assert.True(new MartShard(index, 1000).Holds(BlendKey.Of(id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Holds_AnyId_BelongsToExactlyOnePartAndPartsAreAlike(int count)
    {
        var shards = Enumerable.Range(0, count).Select(index => new MartShard(index, count)).ToArray();
        var sizes = new int[count];
        for (var key = 0UL; key < 8000; key++)
        {
            var shard = Assert.Single(shards, shard => shard.Holds(key * 35_184_372_088));
            sizes[shard.Index]++;
        }

        Assert.All(sizes, size => Assert.InRange(size, 8000 / count * 8 / 10, 8000 / count * 12 / 10));
        Assert.Equal(0, Assert.Single(shards, shard => shard.Holds(null)).Index);
    }
}
