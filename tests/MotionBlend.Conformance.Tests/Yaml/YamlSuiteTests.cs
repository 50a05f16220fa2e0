using MotionBlend.Conformance.Tests.Judging;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Holds the node against Elasticsearch's own tests. Their folder is given from outside, as they are not part of this repository.</summary>
public sealed class YamlSuiteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Node_AllSuites_PassNoFewerThanBefore()
    {
        var suites = YamlSuites.FromEnvironment();
        Assert.SkipWhen(suites is null, $"{YamlSuites.Variable} does not name the folder of the YAML tests.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await JudgedServer.OpenAsync(url: null, cancellationToken);

        var results = await new YamlRun(suites, server.Address) { OnlyCounting = true }.RunAsync(progress: null, cancellationToken);

        var report = new YamlReport(results, RealResults.Read(suites.Root));
        output.WriteLine(report.Summary());
        Assert.All(YamlRatchet.Minimums, ratchet => Assert.True(
            report.Figures(ratchet.Suite, ratchet.Verdict).Passed >= ratchet.Minimum,
            $"{ratchet.Suite} {ratchet.Verdict}: {report.Figures(ratchet.Suite, ratchet.Verdict).Passed} passed, {ratchet.Minimum} before"));
    }
}
