using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Tests.Search;

/// <summary>Of several documents that a search fails on, the one that is told of.</summary>
public sealed class FirstFaultTests
{
    private const long First = 700;
    private const long Met = 900;

    [Fact]
    public async Task TellAsync_OfASearchThatFailsOnDocuments_TellsOfTheFirst()
    {
        var fault = await Assert.ThrowsAsync<FailureException>(() => FirstFault.TellAsync(TimeProvider.System, Search));

        Assert.Equal($"document {First}", fault.Failure.Reason);
    }

    [Fact]
    public async Task TellAsync_WhereThatTakesTooLong_TellsOfOneOfThem()
    {
        var clock = new SteppingClock();
        var searches = 0;

        var fault = await Assert.ThrowsAsync<FailureException>(() => FirstFault.TellAsync(clock, below =>
        {
            searches++;
            clock.Now += TimeSpan.FromSeconds(1);
            return Search(below);
        }));

        Assert.Equal($"document {Met}", fault.Failure.Reason);
        Assert.InRange(searches, 2, 7);
    }

    [Fact]
    public async Task TellAsync_OfASearchThatFails_OnNoDocument_IsNotRepeated()
    {
        var searches = 0;

        await Assert.ThrowsAsync<FailureException>(() => FirstFault.TellAsync<int>(TimeProvider.System, _ =>
        {
            searches++;
            throw Failure.IllegalArgument("wrong").Raise();
        }));

        Assert.Equal(1, searches);
    }

    // The database meets any of the documents that it fails on: here the last that is looked at.
    private static Task<int> Search(long? below)
    {
        var last = Math.Min(below ?? long.MaxValue, Met + 1) - 1;
        return last < First
            ? Task.FromResult(0)
            : throw new Failure(FailureKind.IllegalArgument, $"document {last}") { SearchPhase = new SearchPhaseFailure("query", []) { OfDocument = true } }.Raise();
    }

    private sealed class SteppingClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
