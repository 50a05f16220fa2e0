using Microsoft.Extensions.Configuration;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests;

public sealed class SearchBackendTests
{
    private readonly List<string> _notes = [];
    private readonly List<string> _faults = [];

    [Fact]
    public void Resolve_AutoWithACluster_UsesIt() =>
        Assert.Equal(SearchBackendKind.Existing, Resolve(SearchBackendKind.Auto, "http://es.studio.lan:9200", runtime: "docker"));

    [Fact]
    public void Resolve_AutoWithARuntime_UsesAContainerAndSaysWhy()
    {
        Assert.Equal(SearchBackendKind.Container, Resolve(SearchBackendKind.Auto, cluster: null, runtime: "podman"));
        Assert.Equal(["search backend: Elasticsearch in a container, as podman answers (--search-backend embedded needs none)."], _notes);
    }

    [Fact]
    public void Resolve_AutoWithNeither_UsesTheEmbeddedNodeAndSaysWhy()
    {
        Assert.Equal(SearchBackendKind.Embedded, Resolve(SearchBackendKind.Auto, cluster: " ", runtime: null));
        Assert.Equal(["search backend: the embedded search node, as neither Docker nor Podman answers."], _notes);
    }

    [Fact]
    public void Resolve_Embedded_DoesNotLookForARuntime() =>
        Assert.Equal(
            SearchBackendKind.Embedded,
            SearchBackend.Resolve(SearchBackendKind.Embedded, Configuration("http://es:9200"), () => throw new InvalidOperationException(), _notes, _faults));

    [Fact]
    public void Resolve_ExistingWithoutAddress_IsAFault()
    {
        Resolve(SearchBackendKind.Existing, cluster: null, runtime: "docker");

        Assert.Equal(
            ["ConnectionStrings:elasticsearch (--es-url) is not set: --search-backend existing needs the address of a cluster."], _faults);
    }

    [Fact]
    public void Resolve_ContainerWithoutRuntime_IsAFault()
    {
        Resolve(SearchBackendKind.Container, cluster: null, runtime: null);

        Assert.Equal(
            ["--search-backend container needs Docker or Podman, and neither answers: start one, or use --search-backend embedded."], _faults);
    }

    private SearchBackendKind Resolve(SearchBackendKind wanted, string? cluster, string? runtime) =>
        SearchBackend.Resolve(wanted, Configuration(cluster), () => runtime, _notes, _faults);

    private static IConfiguration Configuration(string? cluster) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(AppHostKeys.Elasticsearch, cluster)]).Build();
}
