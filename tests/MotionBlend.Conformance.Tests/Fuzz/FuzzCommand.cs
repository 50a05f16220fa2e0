using MotionBlend.Conformance.Tests.Judging;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Fuzz;

/// <summary><c>fuzz</c>: spoiled requests against one server, which is emptied again and again.</summary>
public static class FuzzCommand
{
    public static async Task<int> RunAsync(JudgeArguments arguments, CancellationToken cancellationToken)
    {
        await using var server = await JudgedServer.OpenAsync(arguments.Optional("--url"), cancellationToken);
        using var client = new WireClient(server.Address, TimeSpan.FromSeconds(20));
        var processId = arguments.Optional("--pid") is null ? (int?)null : arguments.Number("--pid", 0);
        var run = new FuzzRun(client, processId);
        await run.RunAsync(arguments.Number("--cases", 2000), arguments.Number("--seed", 1), cancellationToken);
        foreach (var (what, (count, example)) in run.Problems.OrderByDescending(pair => pair.Value.Count)) Console.WriteLine($"{count} x {what}\n  {example}");
        Console.WriteLine(run.Summary());
        return run.Problems.Count == 0 ? 0 : 1;
    }
}
