using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>
/// The command <c>faults</c> of this executable, for <c>eng/faults.sh</c>: many storms, several at a time. It ends with 0 when all went well, with 1 when one did not.
/// </summary>
public static class StormCommand
{
    private const string Usage = "usage: faults [RUNS] [FIRST_SEED] [AT_ONCE]";

    // A storm takes a few milliseconds; one that takes so long stands still.
    private static readonly TimeSpan LongestStorm = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Runs storms if the arguments ask for it.</summary>
    /// <returns>The exit code; null when the arguments are for the test runner.</returns>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        if (args is not ["faults", ..])
        {
            return null;
        }

        var numbers = args[1..].Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (numbers.Length > 3 || numbers.Contains(-1))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        return await RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var runs ? runs : 1000, numbers.ElementAtOrDefault(1),
            numbers.ElementAtOrDefault(2) is > 0 and var atOnce ? atOnce : Environment.ProcessorCount);
    }

    /// <summary>What the generated entry point of a test executable does.</summary>
    public static Task<int> RunTestsAsync(string[] args) =>
        args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);

    private static async Task<int> RunAsync(int runs, int firstSeed, int atOnce)
    {
        var (done, failed) = (0, new ConcurrentBag<int>());
        var clock = Stopwatch.StartNew();
        void Say() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done:N0} of {runs:N0} storms, {done / clock.Elapsed.TotalSeconds:N0} a second, {failed.Count} failed"));
        await using var lines = TimeProvider.System.CreateTimer(_ => Say(), null, BetweenLines, BetweenLines);
        await Parallel.ForEachAsync(Enumerable.Range(firstSeed, runs), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (seed, token) =>
        {
            try
            {
                await LedgerStorm.RunAsync(seed, token).WaitAsync(LongestStorm, token);
            }
            catch (Exception exception)
            {
                failed.Add(seed);
                Console.WriteLine($"seed {seed.ToString(CultureInfo.InvariantCulture)} failed: {exception}");
            }

            Interlocked.Increment(ref done);
        });
        Say();
        foreach (var seed in failed.Order())
        {
            Console.WriteLine($"seed {seed.ToString(CultureInfo.InvariantCulture)} failed; run it alone with: eng/faults.sh 1 {seed.ToString(CultureInfo.InvariantCulture)}");
        }

        return failed.IsEmpty ? 0 : 1;
    }
}
