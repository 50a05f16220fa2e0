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
    private static readonly string Usage = $"usage: faults [SEEDS] [FIRST_SEED] [AT_ONCE] [{string.Join('|', Storm.All)}]";

    // A storm takes a few milliseconds; one that takes so long stands still.
    private const int LongestStorm = 120;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Runs storms if the arguments ask for it.</summary>
    /// <returns>The exit code; null when the arguments are for the test runner.</returns>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        if (args is not ["faults", ..])
        {
            return null;
        }

        var kinds = args.Length == 5 ? Storm.All.Where(storm => storm.Name == args[4]).ToArray() : [.. Storm.All];
        var numbers = args[1..Math.Min(args.Length, 4)].Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        if (args.Length > 5 || kinds.Length == 0 || numbers.Contains(-1))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        return await RunAsync(kinds, numbers.ElementAtOrDefault(0) is > 0 and var runs ? runs : 1000, numbers.ElementAtOrDefault(1),
            numbers.ElementAtOrDefault(2) is > 0 and var atOnce ? atOnce : Environment.ProcessorCount);
    }

    /// <summary>What the generated entry point of a test executable does.</summary>
    public static Task<int> RunTestsAsync(string[] args) =>
        args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);

    private static async Task<int> RunAsync(Storm[] kinds, int seeds, int firstSeed, int atOnce)
    {
        var (done, failed) = (0, new ConcurrentBag<string>());
        var clock = Stopwatch.StartNew();
        void Say() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done:N0} of {seeds * kinds.Length:N0} storms ({string.Join(", ", kinds)}), {done / clock.Elapsed.TotalSeconds:N0} a second, {failed.Count} failed"));
        await using var lines = TimeProvider.System.CreateTimer(_ => Say(), null, BetweenLines, BetweenLines);
        var storms = Enumerable.Range(firstSeed, seeds).SelectMany(seed => kinds, (seed, storm) => (Storm: storm, Seed: seed));
        await Parallel.ForEachAsync(storms, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (one, token) =>
        {
            try
            {
                await WatchAsync(one.Storm.RunAsync(one.Seed, token));
            }
            catch (Exception exception)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{one.Storm}, seed {one.Seed}");
                failed.Add(string.Create(CultureInfo.InvariantCulture, $"{name} failed; run it alone with: eng/faults.sh 1 {one.Seed} 1 {one.Storm}"));
                Console.WriteLine($"{name} failed: {exception}");
            }

            Interlocked.Increment(ref done);
        });
        Say();
        foreach (var line in failed.Order(StringComparer.Ordinal))
        {
            Console.WriteLine(line);
        }

        return failed.IsEmpty ? 0 : 1;
    }

    /// <summary>Waits for a storm, but not for ever. Seconds count in which this process ran: if it was stopped, the storm was too.</summary>
    private static async Task WatchAsync(Task storm)
    {
        for (var seconds = 1; ; seconds++)
        {
            try
            {
                await storm.WaitAsync(Second);
                return;
            }
            catch (TimeoutException) when (!storm.IsCompleted && seconds < LongestStorm)
            {
                // It goes on.
            }
        }
    }
}
