using MotionBlend.Conformance.Tests.Differential;
using MotionBlend.Conformance.Tests.Fuzz;
using MotionBlend.Conformance.Tests.Yaml;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace MotionBlend.Conformance.Tests.Judging;

/// <summary>The commands of the executable. Each judges one server or compares two, and ends with 0 when all is well, 1 when not, 2 for bad arguments.</summary>
public static class JudgeCommands
{
    private const string Usage = """
        Judges of a server that speaks Elasticsearch's protocol. Without a command this is a test executable.

          yaml  [--url URL] [--filter TEXT] [--counting] [--agree] [--tsv FILE] [--docs FILE]
                Runs the YAML tests of the folder in MOTIONBLEND_YAML_TESTS. Without --url: against a node in this process.
                --counting   only the tests that the real server passes
                --agree      compares every outcome with the real server's table, ends with 1 where one differs
          differential  [--real URL] [--url URL] [--cases N] [--seed N] [--odd-kinds] [--no-shrink] [--each] [--errors]
                Sends generated cases to a real server and to the judged one; ends with 1 where replies differ.
                --odd-kinds  instead of generated cases all that replace one value of a valid body, in order from the seed on
                --each       tells the request of every difference
                --errors     lists the errors that the cases met on the real server
          fuzz  [--url URL] [--pid PID] [--cases N] [--seed N]
                Sends spoiled bodies and paths to a server WHOSE INDICES IT DELETES; ends with 1 for a 5xx, a hang or growth of process PID.
        """;

    /// <summary>Runs the command the arguments start with.</summary>
    /// <returns>Its exit code; null where the arguments are not for a judge.</returns>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        if (args.Length == 0) return null;
        var arguments = new JudgeArguments(args[1..]);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            switch (args[0])
            {
                case "yaml":
                    return await YamlCommand.RunAsync(arguments, stop.Token);
                case "differential":
                    return await DifferentialCommand.RunAsync(arguments, stop.Token);
                case "fuzz":
                    return await FuzzCommand.RunAsync(arguments, stop.Token);
                case "judges":
                    Console.WriteLine(Usage);
                    return 0;
                default:
                    return null;
            }
        }
        catch (JudgeUsageException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Usage}");
            return 2;
        }
    }

    /// <summary>What the generated entry point of a test executable does.</summary>
    public static Task<int> RunTestsAsync(string[] args) =>
        args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);
}
