using CsCheck;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class SentBlendsTests
{
    [Fact]
    public void All_AnyBlends_AreThoseThatWereAdded() =>
        Gen.Select(Gen.OneOf(Gen.ULong[0, 9], Gen.ULong[0, (1UL << 48) - 1]), Gen.OneOf(Gen.Long[1, 3], Gen.Long[1, long.MaxValue])).Array[0, 5000].Sample(few =>
        {
            // Blocks are packed from 65,536 on.
            var added = Enumerable.Repeat(few, 40).SelectMany(blends => blends).ToArray();
            var sent = new SentBlends();
            foreach (var (key, version) in added)
            {
                sent.Add(key, version);
            }

            Assert.Equal(added.Order(), sent.All().Order());
        }, iter: 20);

    [Fact]
    public void Add_AMillionBlendsOfAMonth_TakesElevenBytesForEach()
    {
        const int Blends = 1_000_000;
        const long Month = 30L * 24 * 3600 * 1_000_000;
        var random = new Random(1);
        var sent = new SentBlends();
        sent.Add(0, 1_700_000_000_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var blend = 1; blend < Blends; blend++)
        {
            sent.Add((ulong)random.NextInt64(1L << 48), 1_700_000_000_000_000 + random.NextInt64(Month));
        }

        // With what the buffer took that blocks are packed in.
        Assert.Equal(Blends, sent.All().Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Blends * 14);
    }
}
