using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>A run of all three suites, or of the part a filter names, against one server.</summary>
public sealed class YamlRun(YamlSuites suites, Uri address)
{
    /// <summary>A part of a file's path or of a test's name; null runs everything.</summary>
    public string? Filter { get; init; }

    /// <summary>Leaves out the tests that say nothing about a node because the real server does not pass them.</summary>
    public bool OnlyCounting { get; init; }

    public async Task<IReadOnlyList<YamlResult>> RunAsync(IProgress<YamlResult>? progress, CancellationToken cancellationToken)
    {
        using var client = new WireClient(address, TimeSpan.FromSeconds(40));
        var real = RealResults.Read(suites.Root);
        var runner = await YamlTestRunner.ConnectAsync(ApiSpecification.Read(suites.SpecificationFolder), client, cancellationToken);
        var results = new List<YamlResult>();
        foreach (var test in new[] { YamlSuite.Core710, YamlSuite.Clients819 }.SelectMany(suites.ReadTests))
        {
            if (!Matches(test.File, test.Name) || (OnlyCounting && !real.Counts(test.Suite, test.File, test.Name))) continue;
            var result = await runner.RunAsync(test, cancellationToken);
            results.Add(result);
            progress?.Report(result);
        }

        if (Filter is null || Filter.Contains("quickwit", StringComparison.Ordinal))
        {
            foreach (var result in await new ScenarioRunner(suites, client).RunAsync(cancellationToken))
            {
                results.Add(result);
                progress?.Report(result);
            }
        }

        return results;
    }

    private bool Matches(string file, string name) =>
        Filter is null || file.Contains(Filter, StringComparison.Ordinal) || name.Contains(Filter, StringComparison.Ordinal);
}
