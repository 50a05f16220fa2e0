using CsCheck;
using MotionBlend.Exporter.Comparison;

namespace MotionBlend.Exporter.Tests.Comparison;

public sealed class BlendMapTests
{
    private const long LargestVersion = (1L << 59) - 1;

    [Fact]
    public void Add_AnyRows_KeepsTheNewestAndOfEqualOnesTheLast() =>
        Gen.Select(Gen.OneOf(Gen.ULong[0, 3000], Gen.ULong[0, (1UL << 48) - 1]), Gen.OneOf(Gen.Long[1, 3], Gen.Long[1, LargestVersion]), Gen.ULong).Array[0, 10_000].Sample(rows =>
        {
            var map = new BlendMap();
            var expected = new Dictionary<ulong, (long Version, ulong Digest)>();
            var (replacing, superseded) = (0, 0);
            foreach (var (key, version, digest) in rows)
            {
                map.Add(key, version, digest);
                if (!expected.TryGetValue(key, out var held) || version >= held.Version)
                {
                    replacing += expected.ContainsKey(key) ? 1 : 0;
                    expected[key] = (version, digest);
                }
                else
                {
                    superseded++;
                }
            }

            map.Seal();
            Assert.Equal((expected.Count, replacing, superseded), (map.Count, map.Replacing, map.Superseded));
            foreach (var (key, value) in expected.Where(entry => entry.Key % 2 == 0))
            {
                Assert.True(map.TryFind(key, out var version, out var digest));
                Assert.Equal(value, (version, digest));
            }

            Assert.Equal(expected.Keys.Where(key => key % 2 == 1).Order(), map.NeverFound().Order());
            Assert.Equal(expected.ContainsKey(999_999), map.TryFind(999_999, out _, out _));
        }, iter: 50);

    [Fact]
    public void Add_FewIdsOverAndOver_KeepsOneOfEachAndCountsTheOthers()
    {
        const int Rows = 400_000;
        var map = new BlendMap();
        for (var row = 0; row < Rows; row++)
        {
            map.Add((ulong)(row % 2), row % 4 < 2 ? 2 : 1, (ulong)row);
        }

        map.Seal();

        // Each fourth row of an id's is as new as the newest, all but its first take its place.
        Assert.Equal((2, (Rows / 2) - 2, Rows / 2), (map.Count, map.Replacing, map.Superseded));
        Assert.True(map.TryFind(0, out var version, out var digest));
        Assert.Equal((2, Rows - 4UL), (version, digest));
    }

    [Fact]
    public void Add_AMillionBlends_TakesTwentyBytesAndLittleMoreForEach()
    {
        const int Blends = 1_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var map = new BlendMap();
        for (var blend = 0UL; blend < Blends; blend++)
        {
            map.Add(blend, 1, blend);
        }

        map.Seal();

        // With what is left free at the end of each part, and what outgrown lists of arrays took.
        Assert.Equal(Blends, map.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Blends * 27);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(LargestVersion + 1)]
    public void Add_AVersionThatNoRowHas_IsRefused(long version) => Assert.Throws<ArgumentOutOfRangeException>(() => new BlendMap().Add(1, version, 1));
}
