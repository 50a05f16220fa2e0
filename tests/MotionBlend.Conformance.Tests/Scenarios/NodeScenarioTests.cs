using MotionBlend.SearchNode;

namespace MotionBlend.Conformance.Tests.Scenarios;

/// <summary>A node in this process on a free port, with a folder of its own.</summary>
public sealed class NodeFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "mb-conformance-" + Guid.NewGuid().ToString("N"));
    private SearchNodeApplication? _node;

    public Uri Address => _node!.Address;

    public async ValueTask InitializeAsync() => _node = await SearchNodeApplication.StartAsync(_folder, []);

    public async ValueTask DisposeAsync()
    {
        await _node!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Every scenario, on the node.</summary>
public sealed class NodeScenarioTests(NodeFixture node) : IClassFixture<NodeFixture>
{
    public static TheoryData<string> All => [.. Scenario.Names];

    [Theory]
    [MemberData(nameof(All))]
    public Task Node_Scenario_AnswersAsWritten(string scenario) =>
        ScenarioRunner.RunAsync(node.Address, scenario, isElasticsearch: false, TestContext.Current.CancellationToken);
}
