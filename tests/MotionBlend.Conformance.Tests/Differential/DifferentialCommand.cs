using MotionBlend.Conformance.Tests.Judging;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary><c>differential</c>: generated cases against two servers.</summary>
public static class DifferentialCommand
{
    /// <summary>Names a real server for the tests that compare with one.</summary>
    public const string Variable = "MOTIONBLEND_TEST_ELASTICSEARCH";

    private const int ProgressEvery = 500;

    public static async Task<int> RunAsync(JudgeArguments arguments, CancellationToken cancellationToken)
    {
        var real = arguments.Optional("--real") ?? Environment.GetEnvironmentVariable(Variable)
            ?? throw new JudgeUsageException($"--real URL or {Variable} names the real server");
        var cases = arguments.Number("--cases", 1000);
        var seed = arguments.Number("--seed", arguments.Has("--odd-kinds") ? 0 : Environment.TickCount & 0xFFFFFF);
        await using var judged = await JudgedServer.OpenAsync(arguments.Optional("--url"), cancellationToken);
        using var servers = new ServerPair(new Uri(real), judged.Address);
        Console.WriteLine($"seed {seed}, {cases} cases: {real} against {judged.Address}");
        var told = 0;
        var run = new DifferentialRun(servers)
        {
            Episodes = arguments.Has("--odd-kinds") ? OddKindEpisodes.At : Episode.Generate,
            ShrunkPerPlace = arguments.Has("--no-shrink") ? 0 : 1,
            Progress = (next, sofar) =>
            {
                if (sofar.Cases - told < ProgressEvery) return;
                told = sofar.Cases;
                Console.WriteLine($"{sofar.Cases} cases, {sofar.Differences} differences, {sofar.Refusals} refusals; goes on with seed {next}");
            },
        };
        var report = await run.RunAsync(cases, seed, found => Console.WriteLine($"found seed {found.Seed}: {found.Signature}{(arguments.Has("--each") ? $"\n{found.Told}" : "")}"), cancellationToken);
        Console.WriteLine();
        if (arguments.Has("--errors")) Console.WriteLine(report.Errors());
        Console.WriteLine(report);
        return report.Differences == 0 ? 0 : 1;
    }
}
