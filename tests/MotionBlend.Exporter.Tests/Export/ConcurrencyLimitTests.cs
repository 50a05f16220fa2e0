using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class ConcurrencyLimitTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void Report_QuickReplies_GrowToTheMost()
    {
        var limit = new ConcurrencyLimit(8, long.MaxValue);
        Assert.Equal(2, limit.Current);

        Reply(limit, 100, Quick, isRefusal: false);

        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void Report_RepliesOfAComfortableTime_KeepTheLimit()
    {
        var limit = new ConcurrencyLimit(8, long.MaxValue);

        Reply(limit, 100, TimeSpan.FromSeconds(2), isRefusal: false);

        Assert.Equal(2, limit.Current);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(5000, false)]
    public void Report_StrainThatLasts_ShrinksToOneAndNotBelow(int milliseconds, bool isRefusal)
    {
        var limit = new ConcurrencyLimit(8, long.MaxValue);
        Reply(limit, 20, Quick, isRefusal: false);

        Reply(limit, 1000, TimeSpan.FromMilliseconds(milliseconds), isRefusal);

        Assert.Equal(1, limit.Current);
        Assert.True(limit.HasRoom(0, 0, 1));
    }

    [Fact]
    public void Report_OneBurstOfRefusals_CutsOnce()
    {
        var limit = new ConcurrencyLimit(10, long.MaxValue);
        Reply(limit, 20, Quick, isRefusal: false);

        Reply(limit, 7, Quick, isRefusal: true);

        Assert.Equal(8, limit.Current);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public void Report_AClusterOfSomeCapacity_IsUsedAndSeldomOverrun(int capacity)
    {
        var limit = new ConcurrencyLimit(64, long.MaxValue);
        var (used, refused, sent) = (0.0, 0, 0);
        const int Rounds = 2000;
        for (var round = 0; round < Rounds; round++)
        {
            var requests = limit.Current;
            var isSettled = round >= 100;
            used += isSettled ? Math.Min(requests, capacity) : 0;
            for (var request = 0; request < requests; request++)
            {
                limit.Report(Quick, isRefusal: request >= capacity);
                sent += isSettled ? 1 : 0;
                refused += isSettled && request >= capacity ? 1 : 0;
            }
        }

        Assert.True(used / (Rounds - 100) >= 0.9 * capacity, $"{used / (Rounds - 100):0.00} of {capacity}");
        Assert.True(refused < 0.02 * sent, $"{refused} of {sent}");
    }

    [Fact]
    public void HasRoom_WithinTheBytes_CountsThem()
    {
        var limit = new ConcurrencyLimit(8, 100);

        Assert.True(limit.HasRoom(1, 60, 40));
        Assert.False(limit.HasRoom(1, 60, 41));
        Assert.True(limit.HasRoom(0, 0, 1000));
        Assert.False(limit.HasRoom(2, 0, 1));
    }

    private static void Reply(ConcurrencyLimit limit, int times, TimeSpan latency, bool isRefusal)
    {
        for (var time = 0; time < times; time++)
        {
            limit.Report(latency, isRefusal);
        }
    }
}
