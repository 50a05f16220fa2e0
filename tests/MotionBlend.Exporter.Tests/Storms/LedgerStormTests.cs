using CsCheck;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>Whatever goes wrong on the way: every row is in exactly one class, and what readers see is whole or unchanged.</summary>
public sealed class LedgerStormTests
{
    private const int Runs = 200;

    [Fact]
    public async Task RunAsync_UnderRandomFaults_AccountsForEveryRow() =>
        await Gen.Int[0, int.MaxValue].SampleAsync(seed => LedgerStorm.RunAsync(seed, TestContext.Current.CancellationToken), iter: Runs, threads: 1);
}
