using CsCheck;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>Whatever goes wrong on the way: every row is in exactly one class, and what readers see is whole or unchanged. eng/faults.sh runs many more.</summary>
public sealed class StormTests
{
    /// <summary>Each kind, and how many of it.</summary>
    public static TheoryData<string, int> Kinds => new() { { "ledger", 200 }, { "deletes", 100 }, { "tasks", 60 }, { "shards", 40 }, { "worker", 30 } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RunAsync_UnderRandomFaults_AccountsForEveryRow(string kind, int storms) => await Gen.Int[0, int.MaxValue].SampleAsync(
        seed => Storm.All.Single(storm => storm.Name == kind).RunAsync(seed, TestContext.Current.CancellationToken), iter: storms, threads: 1);

    [Fact]
    public void All_Kinds_AreRunHere() => Assert.Equal(Storm.All.Select(storm => storm.Name), Kinds.Select(kind => kind.Data.Item1));
}
