using MotionBlend.Conformance.Tests.Judging;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary><c>yaml</c>: runs the suites, compares with the real server's results, writes the tables.</summary>
public static class YamlCommand
{
    public static async Task<int> RunAsync(JudgeArguments arguments, CancellationToken cancellationToken)
    {
        var suites = YamlSuites.FromEnvironment();
        if (suites is null)
        {
            await Console.Error.WriteLineAsync($"{YamlSuites.Variable} is not set: give it the folder of the YAML tests.");
            return 2;
        }

        await using var server = await JudgedServer.OpenAsync(arguments.Optional("--url"), cancellationToken);
        var run = new YamlRun(suites, server.Address) { Filter = arguments.Optional("--filter"), OnlyCounting = arguments.Has("--counting") };
        var results = await run.RunAsync(new FailureLines(RealResults.Read(suites.Root)), cancellationToken);
        var report = new YamlReport(results, RealResults.Read(suites.Root));
        Console.WriteLine(report.Summary());
        if (arguments.Optional("--tsv") is { } tsv) await File.WriteAllTextAsync(tsv, report.Rows(), cancellationToken);
        if (arguments.Optional("--docs") is { } docs) await report.WriteIntoAsync(docs, cancellationToken);
        if (arguments.Has("--agree"))
        {
            Console.WriteLine(report.Agreement());
            return report.Disagreements.Count == 0 ? 0 : 1;
        }

        return 0;
    }

    /// <summary>Prints each failure of a counting test as it happens.</summary>
    private sealed class FailureLines(RealResults real) : IProgress<YamlResult>
    {
        public void Report(YamlResult value)
        {
            if (value.Outcome != YamlOutcome.Pass && real.Counts(value.Suite, value.File, value.Name))
            {
                Console.WriteLine($"{value.Outcome.ToString().ToUpperInvariant()} {ShortName.Of(value.File)} / {value.Name}: {value.Reason}");
            }
        }
    }
}
