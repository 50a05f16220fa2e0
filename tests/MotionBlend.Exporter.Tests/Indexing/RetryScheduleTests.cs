using MotionBlend.Exporter.Indexing;

namespace MotionBlend.Exporter.Tests.Indexing;

public sealed class RetryScheduleTests
{
    private readonly RetrySchedule _schedule = new(TimeSpan.FromMinutes(5), new Random(3));

    [Fact]
    public void Delay_OfManyAttempts_IsSpreadUpToABoundThatDoublesTo30Seconds()
    {
        for (var attempts = 1; attempts < 20; attempts++)
        {
            var bound = TimeSpan.FromSeconds(Math.Min(30, 0.25 * Math.Pow(2, attempts - 1)));
            var delays = Enumerable.Range(0, 200).Select(_ => _schedule.Delay(attempts, TimeSpan.Zero, null)!.Value).ToArray();

            Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, bound));
            Assert.True(delays.Max() > bound * 0.9 && delays.Min() < bound * 0.1);
        }
    }

    [Fact]
    public void Delay_WhenTheServerAsksForMore_IsWhatItAsks() =>
        Assert.Equal(TimeSpan.FromSeconds(40), _schedule.Delay(1, TimeSpan.Zero, TimeSpan.FromSeconds(40)));

    [Fact]
    public void Delay_BeyondTheDeadline_IsNone()
    {
        Assert.Null(_schedule.Delay(3, TimeSpan.FromMinutes(5), null));
        Assert.Null(_schedule.Delay(1, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(1)));
    }
}
