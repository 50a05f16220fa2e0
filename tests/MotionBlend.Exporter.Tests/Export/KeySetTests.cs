using CsCheck;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class KeySetTests
{
    [Fact]
    public void Add_AnyKeys_TellsFirstFromRepeatedAsAHashSetDoes() =>
        Gen.ULong[0, 5000].Array[0, 20_000].Sample(keys =>
        {
            var expected = new HashSet<ulong>();
            var set = new KeySet();
            return keys.All(key => set.Add(key) == expected.Add(key)) && set.Count == expected.Count;
        }, iter: 50);

    [Fact]
    public void Contains_AnyKeysOf48Bits_FindsThoseAddedAndWhereChoosesAmongThem() =>
        Gen.OneOf(Gen.ULong[0, (1UL << 48) - 1], Gen.ULong[0, 300].Select(high => high << 16), Gen.ULong[0, 300]).Array[0, 5000].Sample(keys =>
        {
            var set = new KeySet();
            foreach (var key in keys)
            {
                set.Add(key);
            }

            var odd = set.Where(key => key % 2 == 1);
            return keys.All(key => set.Contains(key) && odd.Contains(key) == (key % 2 == 1))
                && odd.Count == keys.Distinct().Count(key => key % 2 == 1)
                && set.Contains(1UL << 47) == keys.Contains(1UL << 47);
        }, iter: 50);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(28)]
    public void Add_KeysThatDifferInSomeBitsOnly_TakesLittleMemoryForEach(int shift)
    {
        const int Keys = 1_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = new KeySet();
        for (var number = 0UL; number < Keys; number++)
        {
            set.Add(number << shift);
        }

        // Arrays that were outgrown count too.
        Assert.Equal(Keys, set.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Keys * 40);
    }

    [Fact]
    public void Add_MillionsOfKeys_TakesLittleMoreThanFiveBytesForEach()
    {
        const int Keys = 4_000_000;
        var random = new Random(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = new KeySet();
        while (set.Count < Keys)
        {
            set.Add((ulong)random.NextInt64(1L << 48));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Keys * 5.2);
    }

    [Fact]
    public void Add_TheSmallestAndLargestKey_AreKeys()
    {
        var set = new KeySet();

        Assert.True(set.Add(0));
        Assert.True(set.Add((1UL << 48) - 1));
        Assert.False(set.Add(0));
    }
}
