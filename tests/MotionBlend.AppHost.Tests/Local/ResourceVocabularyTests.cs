using Microsoft.Extensions.Configuration;
using MotionBlend.AppHost.Configuration;
using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class ResourceVocabularyTests : IDisposable
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AddSearchBackend_Embedded_StartsTheNodeAndConnectsToIt()
    {
        using var data = DataFolder.Open(_folder.FullPath, fresh: false, out _);

        var search = _builder.AddSearchBackend(Settings(SearchBackendKind.Embedded, data!));

        Assert.Equal("http://127.0.0.1:9234", search.Resource.ConnectionString);
        Assert.Equal(["search-node", "elasticsearch"], _builder.Resources.Select(resource => resource.Name));
        var start = _builder.Resources[0].CreateStartInfo()!;
        Assert.EndsWith("MotionBlend.SearchNode.dll", start.ArgumentList[0], StringComparison.Ordinal);
        Assert.Equal(["--port", "9234", "--data", Path.Combine(_folder.FullPath, "search-node")], start.ArgumentList.Skip(1));
        Assert.Equal("MotionBlend.SearchNode", Path.GetFileName(start.WorkingDirectory));
        Assert.Equal([_builder.Resources[0]], _builder.Resources[1].Dependencies);
    }

    [Theory]
    [InlineData("https://elastic:secret@es.studio.lan:9200/", "https://es.studio.lan:9200")]
    [InlineData("http://es.studio.lan", "http://es.studio.lan")]
    [InlineData("CloudId=prod:ZXU=;ApiKey=secret", "(not shown)")]
    [InlineData("Endpoint=https://es.studio.lan;ApiKey=secret", "(not shown)")]
    public void AddSearchBackend_Existing_PassesTheStringAndShowsNoSecret(string connectionString, string shown)
    {
        using var data = DataFolder.Open(_folder.FullPath, fresh: false, out _);
        _builder.Configuration[AppHostKeys.Elasticsearch] = connectionString;

        var search = _builder.AddSearchBackend(Settings(SearchBackendKind.Existing, data!));

        var resource = Assert.Single(_builder.Resources);
        Assert.Equal(connectionString, search.Resource.ConnectionString);
        Assert.Equal(shown, resource.DisplayAddress);
        Assert.Null(resource.CreateStartInfo());
    }

    [Fact]
    public void AddSearchBackend_Container_RunsWhatAnswers()
    {
        Posix.Required();
        using var data = DataFolder.Open(_folder.FullPath, fresh: false, out _);
        var docker = _folder.WriteCommand("docker", "exit 0");
        Environment.SetEnvironmentVariable(ContainerRuntime.Variable, docker);
        try
        {
            var search = _builder.AddSearchBackend(Settings(SearchBackendKind.Container, data!));

            var start = Assert.Single(_builder.Resources).CreateStartInfo()!;
            Assert.Equal("http://127.0.0.1:9234", search.Resource.ConnectionString);
            Assert.Equal(docker, start.FileName);
            Assert.Contains("127.0.0.1:9234:9200", start.ArgumentList);
            Assert.Contains("motionblend-elasticsearch:/usr/share/elasticsearch/data", start.ArgumentList);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ContainerRuntime.Variable, null);
        }
    }

    [Fact]
    public void WithReference_ConnectionStringAndProject_UseAspiresNames()
    {
        _builder.Configuration["ConnectionStrings:elasticsearch"] = "http://es:9200";
        var search = _builder.AddConnectionString("elasticsearch");
        var api = _builder.AddProject<Projects.MotionBlend_Api>("api", launchProfileName: null).WithHttpEndpoint(port: 5999).WithReference(search);
        var web = _builder.AddProject<Projects.MotionBlend_Web>("dashboard", launchProfileName: null).WithReference(api);
        Dictionary<string, string?> inherited = new()
        {
            ["PATH"] = "/bin",
            ["ASPNETCORE_URLS"] = "http://localhost:1",
            ["ConnectionStrings__elasticsearch"] = "http://user:secret@es",
            ["ELASTICSEARCH_URL"] = "http://other",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=studio",
            ["Logging__Console__FormatterName"] = "json",
        };
        var forApi = new Dictionary<string, string?>(inherited);

        ChildEnvironment.Apply(forApi, api.Resource);
        ChildEnvironment.Apply(inherited, web.Resource);

        Assert.Equal("http://es:9200", forApi["ConnectionStrings__elasticsearch"]);
        Assert.Equal("http://localhost:5999", forApi["ASPNETCORE_URLS"]);
        Assert.Equal("api", forApi["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("deployment.environment=studio,service.instance.id=", forApi["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("http://collector:4317", forApi["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("/bin", forApi["PATH"]);
        Assert.Equal("json", forApi["Logging__Console__FormatterName"]);
        Assert.Equal("http://127.0.0.1:5999", inherited["services__api__http__0"]);
        Assert.DoesNotContain("ConnectionStrings__elasticsearch", inherited.Keys);
        Assert.DoesNotContain("ELASTICSEARCH_URL", inherited.Keys);
        Assert.DoesNotContain("ASPNETCORE_URLS", inherited.Keys);
    }

    [Fact]
    public void Projects_Metadata_NamesBuiltAssemblies()
    {
        IProjectMetadata[] projects =
        [
            new Projects.MotionBlend_Api(), new Projects.MotionBlend_AppHost(), new Projects.MotionBlend_Exporter(),
            new Projects.MotionBlend_SearchNode(), new Projects.MotionBlend_Web(),
        ];

        Assert.All(projects, project =>
        {
            Assert.True(File.Exists(project.ProjectPath), project.ProjectPath);
            Assert.True(File.Exists(project.AssemblyPath), project.AssemblyPath);
        });
    }

    private static AppHostSettings Settings(SearchBackendKind backend, DataFolder data) =>
        new(backend, data, Mart: null, new(Dashboard: 1, Api: 2, Search: 9234), "Development");
}
