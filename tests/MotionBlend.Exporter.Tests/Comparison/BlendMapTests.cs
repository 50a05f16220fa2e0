using CsCheck;
using MotionBlend.Exporter.Comparison;

namespace MotionBlend.Exporter.Tests.Comparison;

public sealed class BlendMapTests
{
    [Fact]
    public void Add_AnyRows_KeepsTheNewestAndOfEqualOnesTheLast() =>
        Gen.Select(Gen.ULong[0, 3000], Gen.Long[1, 3], Gen.ULong).Array[0, 10_000].Sample(rows =>
        {
            var map = new BlendMap();
            var expected = new Dictionary<ulong, (long Version, ulong Digest)>();
            foreach (var (key, version, digest) in rows)
            {
                var rank = !expected.TryGetValue(key, out var held) ? RowRank.First : version >= held.Version ? RowRank.Replaces : RowRank.Superseded;
                Assert.Equal(rank, map.Add(key, version, digest));
                if (rank != RowRank.Superseded)
                {
                    expected[key] = (version, digest);
                }
            }

            Assert.Equal(expected.Count, map.Count);
            foreach (var (key, value) in expected.Where(entry => entry.Key % 2 == 0))
            {
                Assert.True(map.TryFind(key, out var version, out var digest));
                Assert.Equal(value, (version, digest));
            }

            Assert.Equal(expected.Keys.Where(key => key % 2 == 1).Order(), map.NeverFound().Order());
            Assert.False(map.TryFind(999_999, out _, out _));
        }, iter: 50);
}
