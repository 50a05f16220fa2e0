namespace MotionBlend.Conformance.Tests.Scenarios;

/// <summary>Every scenario, on a real Elasticsearch where <c>MOTIONBLEND_TEST_ELASTICSEARCH</c> gives its address.</summary>
public sealed class ElasticsearchScenarioTests
{
    private const string Variable = "MOTIONBLEND_TEST_ELASTICSEARCH";

    public static TheoryData<string> All => [.. Scenario.Names];

    private static string? Address => Environment.GetEnvironmentVariable(Variable);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Elasticsearch_Scenario_AnswersAsWritten(string scenario)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Address), $"{Variable} names no Elasticsearch to compare with");
        // What only this node has (its refusals, its health paths) is no statement about Elasticsearch.
        Assert.SkipWhen(scenario.StartsWith("node-only", StringComparison.Ordinal), "describes this node alone");
        await ScenarioRunner.RunAsync(new Uri(Address!), scenario, isElasticsearch: true, TestContext.Current.CancellationToken);
    }
}
