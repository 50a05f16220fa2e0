using Aspire.Hosting.Testing;

namespace MotionBlend.AppHost.Tests.Official;

/// <summary>The map as Aspire sees it. Compiled where Aspire's packages are; nothing is started.</summary>
public sealed class AppHostModelTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("embedded", new[] { "api", "dashboard", "elasticsearch", "exporter", "search-node" })]
    [InlineData("existing", new[] { "api", "dashboard", "elasticsearch", "exporter" })]
    public async Task Model_SearchBackend_HasItsResources(string backend, string[] expected)
    {
        string[] arguments =
        [
            "--search-backend", backend, "--es-url", "http://localhost:9200", "--data", _data.FullPath,
            "--dashboard-port", "0", "--api-port", "0", "--search-port", "0",
        ];

        await using var appHost = await DistributedApplicationTestingBuilder.CreateAsync<Projects.MotionBlend_AppHost>(
            arguments, TestContext.Current.CancellationToken);

        Assert.Equal(expected, appHost.Resources.Select(resource => resource.Name).Order());
    }
}
